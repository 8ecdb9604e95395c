// error: lithe: sql: \.as<Row>\(\) on a statement without rows
#include <lithe/sqlite.hpp>

using lithe::sql;
#ifdef CORRECTED
auto statement = sql<"DELETE FROM users RETURNING id">.as<int>();
#else
auto statement = sql<"DELETE FROM users">.as<int>();  // <- here
#endif
