// error: lithe: view\(\): two of its cte\(\) have one name
#include <lithe/sql.hpp>
using lithe::col, lithe::from;

struct User {
    std::int64_t id = 0;
    int age = 0;
};
struct Age {
    std::int64_t user = 0;
    int years = 0;
};
constexpr auto young = from<User>()
                           .where(col<&User::age> < lithe::literal<18>)
                           .select_as<Age>(col<&User::id>, col<&User::age>);
constexpr auto every = from<User>().select_as<Age>(col<&User::id>, col<&User::age>);
constexpr auto some = lithe::cte<"some">(young);
#ifdef CORRECTED
constexpr auto others = lithe::cte<"others">(every);
#else
constexpr auto others = lithe::cte<"some">(every);
#endif
struct Both {
    std::int64_t user = 0;
    static constexpr auto schema() {
        return lithe::view(
            "both",
            from(some)
                .where(some[col<&Age::user>].in(from(others).select(others[col<&Age::user>])))
                .select(some[col<&Age::user>]));
    }
};

constexpr auto shown = lithe::create_table_sql<Both>();  // <- here
