// error: lithe: sql: a quote or a parameter's name in the text does not end
#include <lithe/sqlite.hpp>

using lithe::sql;
#ifdef CORRECTED
auto statement = sql<"SELECT 'one'">.as<std::string>();
#else
auto statement = sql<"SELECT 'one">.as<std::string>();  // <- here
#endif
