// error: lithe: choose\(\): an order is no expression
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

void run(connection& db) {
#ifdef CORRECTED
    static_cast<void>(db.fetch_all(from<User>().order_by(choose(0, col<&User::age>))));
#else
    static_cast<void>(db.fetch_all(from<User>().order_by(choose(0))));  // <- here
#endif
}
