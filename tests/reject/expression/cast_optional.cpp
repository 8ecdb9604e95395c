// error: lithe: cast\(\): SQLite casts to numbers, TEXT and BLOB; name an integer type
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
static_assert(lithe::cast<int>(col<&User::email>).may_be_null<detail::type_list<>>());
constexpr auto query = from<User>().where(lithe::cast<int>(col<&User::email>) == 3);
#else
constexpr auto query =
    from<User>().where(lithe::cast<std::optional<int>>(col<&User::email>) == 3);  // <- here
#endif
