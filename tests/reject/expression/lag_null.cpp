// error: lithe: lag\(\), lead\(\): without a third argument NULL is what they give
#include <lithe/sql.hpp>

struct User {
    std::int64_t id = 0;
    std::string name{};
};
using lithe::col, lithe::lag;

#ifdef CORRECTED
auto node = lag(col<&User::name>, 1).over();
#else
auto node = lag(col<&User::name>, 1, nullptr).over();  // <- here
#endif
