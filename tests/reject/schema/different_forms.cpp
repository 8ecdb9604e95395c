// error: lithe: schema\(\): values of one type meet in two stored forms
#include <lithe/sql.hpp>
#include <lithe/value/time_format.hpp>

using namespace lithe;

struct Stay {
    std::int64_t id = 0;
    std::chrono::sys_seconds begun{};
    std::chrono::sys_seconds ended{};

    static constexpr auto schema() {
#ifdef CORRECTED
        return table("stays", stored_as<&Stay::begun>(iso8601), stored_as<&Stay::ended>(iso8601),
                     check(col<&Stay::begun> <= col<&Stay::ended>));
#else
        return table("stays", stored_as<&Stay::begun>(iso8601),
                     check(col<&Stay::begun> <= col<&Stay::ended>));
#endif
    }
};

constexpr auto text = create_table_sql<Stay>();  // <- here
