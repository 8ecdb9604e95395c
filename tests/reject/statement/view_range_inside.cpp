// error: lithe: view\(\): in\(range\) reads an array of the program
#include <lithe/sql.hpp>
using lithe::col, lithe::from;

struct User {
    std::int64_t id = 0;
    std::optional<std::string> name{};
};
constexpr auto other = lithe::alias<User, "other">;
inline constexpr std::array<std::int64_t, 2> keys{1, 2};
struct Named {
    std::int64_t id = 0;
    std::optional<std::string> name{};
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::view("named",
                           from<User>()
                               .where(exists(from(other).where(other[col<&User::id>].in(1, 2))))
                               .select(col<&User::id>, col<&User::name>));
#else
        return lithe::view("named",
                           from<User>()
                               .where(exists(from(other).where(other[col<&User::id>].in(keys))))
                               .select(col<&User::id>, col<&User::name>));
#endif
    }
};

constexpr auto shown = lithe::create_table_sql<Named>();  // <- here
