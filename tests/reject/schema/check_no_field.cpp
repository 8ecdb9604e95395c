// error: lithe: col: it names no field but a function, a static member or a value
#include <lithe/sql.hpp>

struct Entity {
    std::int64_t id = 0;
    int age = 0;
    int years() const { return age; }
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::check(lithe::col<&Entity::age> > 3));
#else
        return lithe::table("entity", lithe::check(lithe::col<&Entity::years> > 3));  // <- here
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();
