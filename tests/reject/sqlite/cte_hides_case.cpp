// error: lithe: cte\(\): a table of the statement has this name and would be hidden; choose another
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

constexpr auto named = lithe::cte<"named">(from<User>());
constexpr auto users = lithe::cte<"Users">(from<User>());

#ifdef CORRECTED
void run(connection& c) {
    static_cast<void>(c.fetch_all(from(named)));
}
#else
void run(connection& c) {
    static_cast<void>(c.fetch_all(from(users)));  // <- here
}
#endif
