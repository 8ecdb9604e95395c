// error: lithe: value_traits: from_storage\(\) is missing
#include <lithe/sql.hpp>

struct Money {
    int cents = 0;
};
template <>
struct lithe::value_traits<Money> {
#ifdef CORRECTED
    using storage = std::int64_t;
    static storage to_storage(Money money) { return money.cents; }
    static Money from_storage(storage cents) { return {static_cast<int>(cents)}; }
#else
    using storage = std::int64_t;
    static storage to_storage(Money money) { return money.cents; }
#endif
};
struct Entity {
    std::int64_t id = 0;
    Money price{};
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
