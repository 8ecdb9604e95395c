// error: lithe: column: its table is not this statement's \(nor in from\(\) of it\); name one
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = update<User>().from<Post>().set(col<&User::age> = col<&Post::id>);
#else
constexpr auto statement = update<User>().set(col<&User::age> = col<&Post::id>);  // <- here
#endif
