// error: lithe: sql: the text begins like no statement of SQL
#include <lithe/sqlite.hpp>

using lithe::sql;
#ifdef CORRECTED
auto statement = sql<"SELECT 1">.as<int>();
#else
auto statement = sql<"SELCT 1">.as<int>();  // <- here
#endif
