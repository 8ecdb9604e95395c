// error: lithe: arithmetic: a side is not a number
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

void run(connection& db) {
#ifdef CORRECTED
    static_cast<void>(db.fetch_all(from<User>().select(col<&User::name> + "!")));
#else
    static_cast<void>(db.fetch_all(from<User>().select(col<&User::name> + nullptr)));  // <- here
#endif
}
