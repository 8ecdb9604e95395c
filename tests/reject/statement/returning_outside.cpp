// error: lithe: column: its table is not this statement's \(nor in from\(\) of it\); name one
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement =
    update<User>().set(col<&User::age> = 3).all_rows().returning(col<&User::id>);
#else
constexpr auto statement =
    update<User>().set(col<&User::age> = 3).all_rows().returning(col<&Post::id>);  // <- here
#endif
