// error: lithe: assignment: the value's type is not the column's
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
constexpr auto node = col<&User::age> = 18;
#else
constexpr auto node = col<&User::age> = 'A';  // <- here
#endif
