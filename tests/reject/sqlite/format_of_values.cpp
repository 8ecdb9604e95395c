// error: lithe: format\(\): no argument is a column or another expression
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

void run(connection& db) {
#ifdef CORRECTED
    static_cast<void>(db.fetch_all(from<User>().select(lithe::format<"%s">(col<&User::name>))));
#else
    static_cast<void>(db.fetch_all(from<User>().select(lithe::format<"%d">("x"))));  // <- here
#endif
}
