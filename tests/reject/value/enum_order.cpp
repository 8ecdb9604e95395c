// error: lithe: order: the stored form of this type has another order than its values; use == or in\(\)
#include <lithe/sql.hpp>
#include <lithe/value/enumeration.hpp>

enum class Priority { low, medium, high };

template <>
struct lithe::value_traits<Priority> : lithe::enum_text<Priority> {
    static constexpr lithe::enum_name<Priority> names[] = {
#ifdef CORRECTED
        {Priority::low, "1 low"}, {Priority::medium, "2 medium"}, {Priority::high, "3 high"}};
#else
        {Priority::low, "low"}, {Priority::medium, "medium"}, {Priority::high, "high"}};
#endif
};

struct Task {
    std::int64_t id = 0;
    Priority priority{};
};

constexpr auto urgent = lithe::col<&Task::priority> > Priority::low;  // <- here
