// error: lithe: order: the stored form of this type has another order than its values; use == or in\(\)
#include <lithe/sql.hpp>

#include <string>

struct Decimal {
    int value = 0;
};
template <>
struct lithe::value_traits<Decimal> {
    using storage = std::string;
    static constexpr bool keeps_order = false;
    static std::string to_storage(Decimal number) { return std::to_string(number.value); }
    static Decimal from_storage(std::string const& text) { return {std::stoi(text)}; }
};

struct Account {
    std::int64_t id = 0;
    Decimal balance{};
};

#ifdef CORRECTED
constexpr auto most = (lithe::max)(lithe::col<&Account::id>);
#else
constexpr auto most = (lithe::max)(lithe::col<&Account::balance>);  // <- here
#endif
