// error: lithe: foreign_key: a field.s type is not that of the one it references
#include <lithe/sql.hpp>

struct Other {
    std::int64_t id = 0;
    std::int64_t number = 0;
    std::string name{};
    static constexpr auto schema() { return lithe::table("other", lithe::primary_key<&Other::id>); }
};

struct Entity {
    std::int64_t id = 0;
    std::int64_t other = 0;
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::foreign_key<&Entity::other>.references<&Other::id>());
#else
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::foreign_key<&Entity::other>.references<&Other::name>());
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
