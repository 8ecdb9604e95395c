// error: lithe: comparison: an optional value has no order
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
auto statement(std::vector<int> const& ages) {
    return from<User>().where(col<&User::age>.in(ages));
}
#else
auto statement(std::vector<std::optional<int>> const& ages) {
    return from<User>().where(col<&User::age>.in(ages));  // <- here
}
#endif
