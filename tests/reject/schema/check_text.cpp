// error: lithe: check\(\): the expression is not a condition; compare it with something
#include <lithe/sql.hpp>

struct Entity {
    std::int64_t id = 0;
    int age = 0;
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::check(lithe::col<&Entity::age> > 3));
#else
        return lithe::table("entity", lithe::check("age > 3"));
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
