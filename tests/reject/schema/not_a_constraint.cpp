// error: lithe: table\(\): an argument is no constraint
#include <lithe/sql.hpp>

struct Entity {
    std::int64_t id = 0;
    std::int64_t other = 0;
    static constexpr auto schema() {
        constexpr auto key = lithe::foreign_key<&Entity::other>;
#ifdef CORRECTED
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            key.references<&Entity::id>());
#else
        return lithe::table("entity", key);  // <- here
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();
