// error: lithe: row: get\(\) of a type that no column has
#include <lithe/sqlite.hpp>

auto name(lithe::row const& row) {
#ifdef CORRECTED
    return row.get<std::string>("name");
#else
    return row.get<std::string_view>("name");  // <- here
#endif
}
