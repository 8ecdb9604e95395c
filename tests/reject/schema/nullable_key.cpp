// error: lithe: primary_key: a key field is std::optional
#include <lithe/sql.hpp>

struct Entity {
    std::int64_t id = 0;
    std::optional<int> age{};
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::primary_key<&Entity::id>);
#else
        return lithe::table("entity", lithe::primary_key<&Entity::age>);
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
