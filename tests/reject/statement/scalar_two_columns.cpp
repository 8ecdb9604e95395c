// error: lithe: in\(\): a subquery that gives values selects one column; say with select\(\) which
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto one = scalar(from<Post>().select(col<&Post::id>));
#else
constexpr auto one = scalar(from<Post>().select(col<&Post::id>, col<&Post::title>));  // <- here
#endif
