// error: lithe: column: its table is not this statement's \(nor in from\(\) of it\); name one
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = update<User>().set(col<&User::name> = "a").all_rows();
#else
constexpr auto statement = update<User>().set(col<&Post::title> = "a").all_rows();  // <- here
#endif
