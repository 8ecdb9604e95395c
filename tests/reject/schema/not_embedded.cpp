// error: lithe: schema\(\): a field's type has no SQL type; .* or use embedded<>
// error: address
#include <lithe/sql.hpp>

struct Address {
    std::string street{};
    std::string city{};
};
struct Entity {
    std::int64_t id = 0;
    Address address{};
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::embedded<&Entity::address>);
#else
        return lithe::table("entity", lithe::primary_key<&Entity::id>);
#endif
    }
};

constexpr auto shown = lithe::create_table_sql<Entity>();  // <- here
