// error: lithe: cte_ref\(\): no recursive_cte\(\) of this name is in the statement
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

constexpr auto tree = lithe::cte_ref<"tree", User>;
constexpr auto nodes = lithe::cte<"nodes">(from<User>());

#ifdef CORRECTED
void run(connection& c) {
    c.execute(delete_from<User>().where(exists(from(nodes))));
}
#else
void run(connection& c) {
    c.execute(delete_from<User>().where(exists(from(tree))));  // <- here
}
#endif
