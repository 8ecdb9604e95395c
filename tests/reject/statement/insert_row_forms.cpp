// error: lithe: comparison: two columns store their type in different forms
#include <lithe/sql.hpp>
#include <lithe/value/time_format.hpp>

using namespace lithe;

struct Stay {
    std::int64_t id = 0;
    std::chrono::sys_seconds begun{};
    std::chrono::sys_seconds ended{};
    static constexpr auto schema() { return table("stays", stored_as<&Stay::begun>(iso8601)); }
};
struct Log {
    std::int64_t id = 0;
    std::chrono::sys_seconds at{};
};
struct Note {
    static constexpr auto schema() {
#ifdef CORRECTED
        return trigger<Stay>("note").after_insert().run(
            insert_row<Log>(col<&Log::at> = new_<&Stay::ended>));
#else
        return trigger<Stay>("note").after_insert().run(
            insert_row<Log>(col<&Log::at> = new_<&Stay::begun>));  // <- here
#endif
    }
};

constexpr auto text = create_table_sql<Note>();
