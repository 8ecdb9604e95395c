// error: lithe: view\(\): a selected column is neither in group_by\(\)
#include <lithe/sql.hpp>
using lithe::col, lithe::from;

struct User {
    std::int64_t id = 0;
    std::optional<std::string> name{};
};
inline constexpr std::array<std::int64_t, 2> keys{1, 2};
struct Named {
    std::int64_t id = 0;
    std::optional<std::string> name{};
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::view(
            "named",
            from<User>().where(col<&User::id>.in(1, 2)).select(col<&User::id>, col<&User::name>));
#else
        return lithe::view(
            "named",
            from<User>().group_by(col<&User::id>).select(col<&User::id>, col<&User::name>));
#endif
    }
};

constexpr auto shown = lithe::create_table_sql<Named>();  // <- here
