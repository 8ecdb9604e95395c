// error: lithe: sql: a field of the row has no stored form
#include <lithe/sqlite.hpp>

using lithe::sql;
struct part {
    int* x = nullptr;
};
struct whole {
    int x = 0;
};
#ifdef CORRECTED
auto statement = sql<"SELECT 1">.as<whole>();
#else
auto statement = sql<"SELECT 1">.as<part>();  // <- here
#endif
