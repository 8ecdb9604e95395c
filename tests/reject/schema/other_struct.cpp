// error: lithe: schema\(\): a constraint names a field of another struct
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
        return lithe::table("entity", lithe::primary_key<&Entity::id>, lithe::index<&Entity::age>);
#else
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::index<&Other::number>);
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
