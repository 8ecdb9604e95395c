// error: lithe: union_with\(\): two columns have types that do not mix in one; convert one of them
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
constexpr auto titles = from(tree).join<Post>(literal<true>).select(col<&Post::title>);

#ifdef CORRECTED
constexpr auto nodes = lithe::recursive_cte(tree, base, step);
#else
constexpr auto nodes = lithe::recursive_cte(tree, base, titles);  // <- here
#endif
