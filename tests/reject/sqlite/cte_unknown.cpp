// error: lithe: cte_ref\(\): no recursive_cte\(\) of this name is in the statement; use what that
// returned
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

struct Node {
    std::int64_t id = 0;
};
constexpr auto tree = lithe::cte_ref<"tree", Node>;
constexpr auto base = from<User>().select_as<Node>(col<&User::id>);
constexpr auto step = from(tree)
                          .join<Post>(col<&Post::author_id> == tree[col<&Node::id>])
                          .select_as<Node>(col<&Post::id>);

#ifdef CORRECTED
void run(connection& c) {
    static_cast<void>(c.fetch_all(from(lithe::recursive_cte(tree, base, step))));
}
#else
void run(connection& c) {
    static_cast<void>(c.fetch_all(from(tree)));  // <- here
}
#endif
