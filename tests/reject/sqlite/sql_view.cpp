// error: lithe: fetch: a view would dangle in a result; use stream\(\), or std::string and std::v
#include <lithe/sqlite.hpp>

using lithe::sql;
auto run(lithe::connection& c) {
#ifdef CORRECTED
    return c.fetch_all(sql<"SELECT name FROM users">.as<std::string>());
#else
    return c.fetch_all(sql<"SELECT name FROM users">.as<std::string_view>());  // <- here
#endif
}
