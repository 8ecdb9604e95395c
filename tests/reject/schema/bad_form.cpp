// error: lithe: stored_as\(\): this form is not for the field.s type
#include <lithe/lithe.hpp>

struct Entity {
    std::int64_t id = 0;
    std::chrono::sys_seconds at{};
    int age = 0;
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::stored_as<&Entity::at>(lithe::iso8601));
#else
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::stored_as<&Entity::age>(lithe::iso8601));
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
