// error: lithe: exists\(\): an aggregate of columns of the query around; select it there
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto most =
    scalar(from<Post>().select(max(col<&Post::id> + lithe::outer(col<&User::age>))));
#else
constexpr auto most = scalar(from<Post>().select(max(lithe::outer(col<&User::age>))));  // <- here
#endif
