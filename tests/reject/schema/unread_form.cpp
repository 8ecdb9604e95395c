// error: lithe: schema\(\): a date function does not read this stored form
#include <lithe/expression/date.hpp>
#include <lithe/sql.hpp>
#include <lithe/value/time_format.hpp>

using namespace lithe;

struct hours_text {
    template <class Value>
    struct traits {
        using storage = std::string;
        static storage to_storage(Value time) {
            return std::to_string(time.time_since_epoch().count());
        }
        static Value from_storage(storage const& text) {
            return Value(typename Value::duration(std::stoll(text)));
        }
    };
};
struct Visit {
    std::int64_t id = 0;
    std::chrono::sys_seconds at{};

    static constexpr auto schema() {
#ifdef CORRECTED
        return table("visits", stored_as<&Visit::at>(iso8601),
                     index<>.on(date(col<&Visit::at>)).named("by_day"));
#else
        return table("visits", stored_as<&Visit::at>(hours_text{}),
                     index<>.on(date(col<&Visit::at>)).named("by_day"));
#endif
    }
};

constexpr auto text = create_indexes_sql<Visit>();  // <- here
