// error: lithe: sql: a value has no stored form
#include <lithe/sqlite.hpp>

using lithe::sql;
struct point {
    int x = 0;
    int y = 0;
};
#ifdef CORRECTED
auto statement = sql<"SELECT ?1">.as<int>(point{}.x);
#else
auto statement = sql<"SELECT ?1">.as<int>(point{});  // <- here
#endif
