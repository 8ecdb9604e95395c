// error: lithe: schema\(\): it cannot be called here; make it public
#include <lithe/sql.hpp>

#ifdef CORRECTED
struct Entity {
    std::int64_t id = 0;
    static constexpr auto schema() { return lithe::table("entity"); }
};
#else
struct Entity {
    std::int64_t id = 0;

private:
    static constexpr auto schema() { return lithe::table("entity"); }
};
#endif

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
