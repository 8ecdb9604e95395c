// error: lithe: comparison: the two sides have types that cannot be compared
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

void run(connection& db) {
#ifdef CORRECTED
    static_cast<void>(db.fetch_all(from<User>().where(col<&User::name>.between("a", "b"))));
#else
    static_cast<void>(
        db.fetch_all(from<User>().where(col<&User::name>.between(nullptr, "b"))));  // <- here
#endif
}
