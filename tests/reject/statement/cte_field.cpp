// error: lithe: cte\(\): a field would be a whole struct; select its columns one by one
// error: Whole
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

struct Plain {
    std::int64_t id = 0;
};
struct Whole {
    User user{};
};

#ifdef CORRECTED
constexpr auto named = lithe::cte<"plain">(from<User>().select_as<Plain>(col<&User::id>));
#else
constexpr auto named =
    lithe::cte<"whole">(from<User>().select_as<Whole>(lithe::all<User>));  // <- here
#endif
