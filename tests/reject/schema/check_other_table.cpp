// error: lithe: check\(\): it names a column of another table
#include <lithe/sql.hpp>

struct Other {
    std::int64_t id = 0;
    std::int64_t number = 0;
    std::string name{};
    static constexpr auto schema() { return lithe::table("other", lithe::primary_key<&Other::id>); }
};

struct Entity {
    std::int64_t id = 0;
    int age = 0;
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::check(lithe::col<&Entity::age> > 0));
#else
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::check(lithe::col<&Other::number> > 0));
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
