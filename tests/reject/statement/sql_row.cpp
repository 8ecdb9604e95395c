// error: lithe: sql: \.as<Row>\(\) takes an aggregate, a tuple or one value
#include <lithe/sqlite.hpp>

using lithe::sql;
class hidden {
    int x = 0;

public:
    int get() const { return x; }
};
#ifdef CORRECTED
auto statement = sql<"SELECT 1">.as<int>();
#else
auto statement = sql<"SELECT 1">.as<hidden>();  // <- here
#endif
