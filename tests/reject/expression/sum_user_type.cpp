// error: lithe: numeric function: the argument is not a number; give one, as cast<std::int64_t>
#include <lithe/expression/conditional.hpp>
#include <lithe/sql.hpp>

using namespace lithe;

struct Money {
    std::int64_t cents = 0;
};
template <>
struct lithe::value_traits<Money> {
    using storage = std::int64_t;
    static storage to_storage(Money money) { return money.cents; }
    static Money from_storage(storage cents) { return {cents}; }
};
struct Sale {
    std::int64_t id = 0;
    Money price{};
};

#ifdef CORRECTED
constexpr auto sums = sum(cast<std::int64_t>(col<&Sale::price>));
#else
constexpr auto sums = sum(col<&Sale::price>);  // <- here
#endif
