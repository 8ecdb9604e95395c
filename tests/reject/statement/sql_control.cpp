// error: lithe: sql: BEGIN, COMMIT, ATTACH and VACUUM are not statements here
#include <lithe/sqlite.hpp>

using lithe::sql;
auto run(lithe::connection& c) {
#ifdef CORRECTED
    return c.transact(
        [](lithe::transaction& tx) { return tx.execute(sql<"DELETE FROM posts">()); });
#else
    return c.execute(sql<"BEGIN">());  // <- here
#endif
}
