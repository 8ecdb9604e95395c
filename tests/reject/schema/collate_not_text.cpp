// error: lithe: collate\(\): the column is not TEXT
#include <lithe/sql.hpp>

struct Entity {
    std::int64_t id = 0;
    int age = 0;
    std::string name{};
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::collate<&Entity::name>(lithe::nocase));
#else
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::collate<&Entity::age>(lithe::nocase));
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
