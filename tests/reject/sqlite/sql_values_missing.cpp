// error: lithe: sql: a text alone is not run
#include <lithe/sqlite.hpp>

using lithe::sql;
auto run(lithe::connection& c) {
#ifdef CORRECTED
    return c.execute(sql<"DELETE FROM users WHERE age < ?">(0));
#else
    return c.execute(sql<"DELETE FROM users WHERE age < ?">);  // <- here
#endif
}
