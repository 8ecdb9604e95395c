// error: lithe: union_with\(\): two columns have types that do not mix in one; convert one of them
// error: Post::id
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

constexpr auto names = from<User>().select(col<&User::name>);

#ifdef CORRECTED
constexpr auto query = names.except(from<Post>().select(col<&Post::title>));
#else
constexpr auto query = names.except(from<Post>().select(col<&Post::id>));  // <- here
#endif
