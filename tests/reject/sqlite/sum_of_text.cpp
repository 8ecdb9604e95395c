// error: lithe: arithmetic: a side is not a number
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

void run(connection& db) {
#ifdef CORRECTED
    static_cast<void>(db.fetch_all(from<User>().where(col<&User::age> + 3 == 5)));
#else
    static_cast<void>(db.fetch_all(from<User>().where(col<&User::name> + 3 == "x")));  // <- here
#endif
}
