// error: lithe: trigger\(\): a date function does not read this stored form
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
struct Stay {
    std::int64_t id = 0;
    std::chrono::sys_seconds begun{};
    std::chrono::sys_seconds ended{};
    static constexpr auto schema() { return table("stays", stored_as<&Stay::begun>(hours_text{})); }
};
struct Log {
    std::int64_t id = 0;
    std::chrono::sys_seconds at{};
};
struct Note {
    static constexpr auto schema() {
#ifdef CORRECTED
        return trigger<Stay>("note")
            .after_insert()
            .when(date(new_<&Stay::ended>).is_null())
            .run(insert_row<Log>(col<&Log::at> = new_<&Stay::ended>));
#else
        return trigger<Stay>("note")
            .after_insert()
            .when(date(new_<&Stay::begun>).is_null())
            .run(insert_row<Log>(col<&Log::at> = new_<&Stay::ended>));
#endif
    }
};

constexpr auto text = create_table_sql<Note>();  // <- here
