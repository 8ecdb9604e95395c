// error: lithe: in\(\): a subquery that gives values selects one column; say with select\(\) which
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto one = in(col<&User::id>, from<Post>().select(col<&Post::author_id>));
#else
constexpr auto one = in(col<&User::id>, from<Post>());  // <- here
#endif
