// error: lithe: assignment: the value may be NULL and the column is NOT NULL
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
constexpr auto node = col<&User::size> = nullptr;
#else
constexpr auto node = col<&User::age> = nullptr;  // <- here
#endif
