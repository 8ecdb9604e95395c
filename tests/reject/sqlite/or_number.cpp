// error: lithe: logic: an operand of &&, \|\| or ! is not a condition
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

void run(connection& db) {
#ifdef CORRECTED
    static_cast<void>(
        db.fetch_all(from<User>().where(col<&User::age> == 1 || col<&User::age> == 3)));
#else
    static_cast<void>(db.fetch_all(from<User>().where(col<&User::age> == 1 || 1)));  // <- here
#endif
}
