// error: lithe: aggregate: an aggregate or a window function inside an aggregate
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
constexpr auto node = sum(col<&User::age>);
#else
constexpr auto node = sum(count(col<&User::age>));  // <- here
#endif
