// error: lithe: column: its table is not this statement's \(nor in from\(\) of it\); name one
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = update<User>().set(col<&User::email> = col<&User::name>).all_rows();
#else
constexpr auto statement =
    update<User>().set(col<&User::name> = col<&Post::title>).all_rows();  // <- here
#endif
