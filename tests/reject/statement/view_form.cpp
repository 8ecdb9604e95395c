// error: lithe: view\(\): a column's stored form is not its field's
#include <lithe/sql.hpp>
#include <lithe/value/time_format.hpp>
using lithe::col, lithe::from;

struct Login {
    std::int64_t id = 0;
    std::chrono::sys_time<std::chrono::seconds> at{};
    static constexpr auto schema() {
        return lithe::table("logins", lithe::primary_key<&Login::id>,
                            lithe::stored_as<&Login::at>(lithe::iso8601));
    }
};
struct Seen {
    std::chrono::sys_time<std::chrono::seconds> at{};
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::view("seen", from<Login>().select(col<&Login::at>),
                           lithe::stored_as<&Seen::at>(lithe::iso8601));
#else
        return lithe::view("seen", from<Login>().select(col<&Login::at>));
#endif
    }
};

constexpr auto shown = lithe::create_table_sql<Seen>();  // <- here
