// error: lithe: comparison: two columns store their type in different forms \(stored_as\); use on
#include <lithe/sql.hpp>
#include <lithe/value/time_format.hpp>

using namespace lithe;

struct Event {
    std::int64_t id = 0;
    std::chrono::sys_seconds created{};
    std::chrono::sys_seconds changed{};

    static constexpr auto schema() {
#ifdef CORRECTED
        return table("events", primary_key<&Event::id>, stored_as<&Event::created>(iso8601),
                     stored_as<&Event::changed>(iso8601));
#else
        return table("events", primary_key<&Event::id>, stored_as<&Event::created>(iso8601));
#endif
    }
};

constexpr auto statement =
    from<Event>().where(col<&Event::created> == col<&Event::changed>);  // <- here
