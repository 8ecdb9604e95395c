// error: lithe: schema\(\): a field's type has no SQL type
#include <lithe/sql.hpp>

struct Money {
    int cents = 0;
};
#ifdef CORRECTED
struct Entity {
    std::int64_t id = 0;
    int price = 0;
};
#else
struct Entity {
    std::int64_t id = 0;
    Money price{};
};
#endif

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
