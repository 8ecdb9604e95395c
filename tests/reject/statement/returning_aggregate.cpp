// error: lithe: returning\(\): an aggregate, but it sees one row at a time; use a query
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement =
    update<User>().set(col<&User::age> = 3).all_rows().returning(col<&User::id>);
#else
constexpr auto statement =
    update<User>().set(col<&User::age> = 3).all_rows().returning(count());  // <- here
#endif
