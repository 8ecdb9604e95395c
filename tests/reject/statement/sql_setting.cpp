// error: lithe: sql: a PRAGMA that sets or does something
#include <lithe/sqlite.hpp>

using lithe::sql;
#ifdef CORRECTED
auto statement = sql<"PRAGMA user_version">.as<int>();
#else
auto statement = sql<"PRAGMA user_version = 3">.as<int>();  // <- here
#endif
