// error: lithe: union_with\(\): two columns have types that do not mix in one; convert one of them
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

constexpr auto names = from<User>().select(col<&User::name>);

#ifdef CORRECTED
constexpr auto query = names.except(names).union_with(names);
#else
constexpr auto query =
    names.except(names).union_with(from<Post>().select(col<&Post::id>));  // <- here
#endif
