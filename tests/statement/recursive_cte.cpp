// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/recursive_cte.hpp>

#include <lithe/expression/aggregate.hpp>
#include <lithe/expression/arithmetic.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"
#include "support/prepare.hpp"

using namespace lithe;
using blog::Message;
using blog::User;
using namespace lithe::detail;

namespace {

struct Node {
    std::int64_t id = 0;
    std::int64_t depth = 0;
};
constexpr auto tree = lithe::cte_ref<"tree", Node>;
constexpr auto base =
    from<User>().where(col<&User::id> == 1).select_as<Node>(col<&User::id>, literal<0>);
constexpr auto step = from(tree)
                          .join<Message>(col<&Message::sender> == tree[col<&Node::id>])
                          .where(tree[col<&Node::depth>] < 5)
                          .select_as<Node>(col<&Message::receiver>, tree[col<&Node::depth>] + 1);
constexpr auto nodes = lithe::recursive_cte(tree, base, step);

constexpr auto deep = from(nodes).where(nodes[col<&Node::depth>] > 2);
static_assert(
    deep.sql() ==
    R"(WITH RECURSIVE "tree"("id", "depth") AS (SELECT "id", 0 FROM "users" WHERE )"
    R"("id" = ?1 UNION ALL SELECT "messages"."receiver", "tree"."depth" + ?2 FROM "tree" )"
    R"(JOIN "messages" ON "messages"."sender" = "tree"."id" WHERE "tree"."depth" < ?3) )"
    R"(SELECT "id", "depth" FROM "tree" WHERE "tree"."depth" > ?4)");

constexpr auto reached = lithe::recursive_cte(
    tree, base.union_with(step).order_by(desc(col<&Node::depth>), col<&Node::id>).limit(100));
static_assert(from(reached).sql().ends_with(
    R"("tree"."depth" < ?3 ORDER BY 2 DESC, 1 LIMIT ?4) SELECT "id", "depth" FROM "tree")"));

// The reference stands for the rows where they are defined; another name makes a second.
constexpr auto parent = nodes.as<"parent">();
constexpr auto pairs = from(nodes)
                           .join(parent, parent[col<&Node::depth>] + 1 == nodes[col<&Node::depth>])
                           .select(nodes[col<&Node::id>], parent[col<&Node::id>]);
constexpr auto inside =
    from<User>().where(col<&User::id>.in(from(nodes).select(nodes[col<&Node::id>])));

// ---- rules, as values ----

template <class Query>
constexpr rule rule_of =
    find_in_recursion<cte_reference<"tree", Node>, std::remove_const_t<Query>>().value;
static_assert(rule_of<decltype(base.union_all(step))> == rule::none);
static_assert(rule_of<decltype(base.union_all(base).union_with(step))> == rule::none);
static_assert(rule_of<decltype(base.union_all(base))> == rule::cte_step);
static_assert(rule_of<decltype(step.union_all(step))> == rule::cte_step);
static_assert(rule_of<decltype(base)> == rule::cte_step);
static_assert(rule_of<int> == rule::cte_step);
static_assert(rule_of<decltype(base.union_all(from(tree).select_as<Node>(count(), count())))> ==
              rule::cte_step);
struct Other {
    std::int64_t id = 0;
    std::int64_t depth = 0;
};
static_assert(
    rule_of<decltype(from<User>().select_as<Other>(col<&User::id>, literal<0>).union_all(step))> ==
    rule::cte_row);

}  // namespace

TEST_CASE("recursive_cte: SQLite prepares it") {
    for (std::string_view const text :
         {deep.sql(), from(reached).sql(), pairs.sql(), inside.sql()}) {
        INFO(text);
        CHECK(blog::refusal(text) == "");
    }
}
