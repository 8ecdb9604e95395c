// error: lithe: column: its table is not this statement's \(nor in from\(\) of it\); name one
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = delete_from<User>().where(col<&User::name> == "a");
#else
constexpr auto statement = delete_from<User>().where(col<&Post::title> == "a");  // <- here
#endif
