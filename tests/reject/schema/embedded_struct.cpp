// error: lithe: embedded: the field is no plain struct of columns
#include <lithe/sql.hpp>

struct Address {
    std::string street{};
    std::string city{};
};
struct Entity {
    std::int64_t id = 0;
    std::string name{};
    Address address{};
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::embedded<&Entity::address>);
#else
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::embedded<&Entity::address>, lithe::embedded<&Entity::name>);
#endif
    }
};

constexpr auto shown = lithe::create_table_sql<Entity>();  // <- here
