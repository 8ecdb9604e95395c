// error: lithe: sql: the text holds several statements
#include <lithe/sqlite.hpp>

using lithe::sql;
auto run(lithe::connection& c) {
#ifdef CORRECTED
    return c.execute(sql<"DELETE FROM posts">());
#else
    return c.execute(sql<"DELETE FROM posts; DELETE FROM users">());  // <- here
#endif
}
