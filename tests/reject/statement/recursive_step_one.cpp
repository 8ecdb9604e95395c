// error: lithe: recursive_cte\(\): no later query joins the reference without aggregates, or the
// first does; rewrite it
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
constexpr auto nodes = lithe::recursive_cte(tree, base.union_with(step));
#else
constexpr auto nodes = lithe::recursive_cte(tree, base);  // <- here
#endif
