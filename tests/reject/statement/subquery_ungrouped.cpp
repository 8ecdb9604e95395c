// error: lithe: group_by\(\): a column is neither in it nor in an aggregate; add it to one
// error: Post::id
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto one = scalar(from<Post>().select(max(col<&Post::id>) + count()));
#else
constexpr auto one = scalar(from<Post>().select(col<&Post::id> + count()));  // <- here
#endif
