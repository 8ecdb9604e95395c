// error: lithe: reader: this statement writes; run it in a transaction, as in db\.write\(\.\.\.\)
#include <lithe/sqlite.hpp>

using lithe::sql;
#ifdef CORRECTED
using handle = lithe::transaction;
#else
using handle = lithe::reader;
#endif
auto run(handle& c) {
#ifdef CORRECTED
    return c.fetch_all(sql<"DELETE FROM users RETURNING id">.as<int>());
#else
    return c.fetch_all(sql<"DELETE FROM users RETURNING id">.as<int>());  // <- here
#endif
}
