// error: lithe: union_with\(\): the queries have different numbers of columns; select as many in
// each
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

constexpr auto names = from<User>().select(col<&User::name>);

#ifdef CORRECTED
constexpr auto query = names.intersect(from<Post>().select(col<&Post::title>));
#else
constexpr auto query =
    names.intersect(from<Post>().select(col<&Post::title>, col<&Post::id>));  // <- here
#endif
