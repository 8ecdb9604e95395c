// error: lithe: cte\(\): two queries of one name in a statement; give each its own
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

constexpr auto named = lithe::cte<"named">(from<User>());
constexpr auto another = lithe::cte<"another">(from<Post>());
constexpr auto second = lithe::cte<"named">(from<Post>());

#ifdef CORRECTED
void run(connection& c) {
    static_cast<void>(c.fetch_all(from(named).where(exists(from(another)))));
}
#else
void run(connection& c) {
    static_cast<void>(c.fetch_all(from(named).where(exists(from(second)))));  // <- here
}
#endif
