// error: lithe: coalesce\(\), substr\(\): an argument is missing
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

void run(connection& db) {
#ifdef CORRECTED
    static_cast<void>(db.fetch_all(from<User>().select(coalesce(col<&User::email>, ""))));
#else
    static_cast<void>(db.fetch_all(from<User>().select(lithe::coalesce())));  // <- here
#endif
}
