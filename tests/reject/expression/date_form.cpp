// error: lithe: date\(\): SQLite does not read this column's stored form; store it as ticks or
// iso8601
#include <lithe/lithe.hpp>

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
        return lithe::table("visits", lithe::stored_as<&Visit::at>(lithe::iso8601));
#else
        return lithe::table("visits", lithe::stored_as<&Visit::at>(hours_text{}));
#endif
    }
};
using lithe::col, lithe::from;

auto dates(lithe::database& db) {
    return db.fetch_all(from<Visit>().select(lithe::date(col<&Visit::at>)));  // <- here
}
