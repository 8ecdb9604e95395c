// error: lithe: comparison: the two sides have types that cannot be compared; convert one of them
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto query = in(col<&User::name>, from<Post>().select(col<&Post::title>));
#else
constexpr auto query = in(col<&User::name>, from<Post>().select(col<&Post::id>));  // <- here
#endif
