// error: lithe: asc\(\), desc\(\): this is no expression; name a column
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

void run(connection& db) {
#ifdef CORRECTED
    static_cast<void>(db.fetch_all(from<User>().order_by(desc(col<&User::name>))));
#else
    static_cast<void>(db.fetch_all(from<User>().order_by(desc("name"))));  // <- here
#endif
}
