// error: lithe: schema\(\): a value in it is no constant; make the to_storage\(\) of its type static constexpr
#include <lithe/sql.hpp>

struct Money {
    std::int64_t cents = 0;
};
template <>
struct lithe::value_traits<Money> {
    using storage = std::int64_t;
#ifdef CORRECTED
    static constexpr storage to_storage(Money money) { return money.cents; }
#else
    static storage to_storage(Money money) { return money.cents; }
#endif
    static Money from_storage(storage cents) { return {cents}; }
};

struct Account {
    std::int64_t id = 0;
    Money balance{};
    static constexpr auto schema() {
        return lithe::table("accounts", lithe::default_value<&Account::balance>(Money{0}));
    }
};
constexpr auto text = lithe::create_table_sql<Account>();  // <- here
