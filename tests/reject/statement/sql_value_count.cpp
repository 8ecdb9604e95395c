// error: lithe: sql: the text has another number of parameters than values are given
// error: 2
#include <lithe/sqlite.hpp>

using lithe::sql;
#ifdef CORRECTED
auto statement = sql<"SELECT ?1 + ?2">.as<int>(1, 2);
#else
auto statement = sql<"SELECT ?1 + ?2">.as<int>(1);  // <- here
#endif
