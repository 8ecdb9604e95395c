// error: lithe: alias: the column belongs to another struct
#include <lithe/sql.hpp>

struct User {
    std::int64_t id = 0;
    std::string name{};
    int age = 0;
    std::optional<int> size{};
    float weight = 0;
};
struct Other {
    std::int64_t id = 0;
};
using lithe::col;

#ifdef CORRECTED
constexpr auto node = lithe::alias<User, "boss">[col<&User::id>];
#else
constexpr auto node = lithe::alias<User, "boss">[col<&Other::id>];  // <- here
#endif
