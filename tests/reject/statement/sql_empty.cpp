// error: lithe: sql: the text holds no statement
#include <lithe/sqlite.hpp>

using lithe::sql;
#ifdef CORRECTED
auto statement = sql<"SELECT 1 -- one">.as<int>();
#else
auto statement = sql<"-- SELECT 1">.as<int>();  // <- here
#endif
