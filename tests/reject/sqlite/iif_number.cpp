// error: lithe: case_when\(\): this is not a condition
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

void run(connection& db) {
#ifdef CORRECTED
    static_cast<void>(db.fetch_all(from<User>().select(iif(col<&User::age> > 1, 2, 3))));
#else
    static_cast<void>(db.fetch_all(from<User>().select(iif(1, 2, 3))));  // <- here
#endif
}
