// error: lithe: row_value\(\): the query's rows differ in width or in a column's type; select as many of these kinds
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;
constexpr auto user = lithe::row_value(col<&User::id>, col<&User::name>);

#ifdef CORRECTED
constexpr auto node = user.in(from<Post>().select(col<&Post::author_id>, col<&Post::title>));
#else
constexpr auto node = user.in(from<Post>().select(col<&Post::author_id>));  // <- here
#endif
