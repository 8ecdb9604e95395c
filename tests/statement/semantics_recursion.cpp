// SPDX-License-Identifier: BSL-1.0
//
// Recursive queries against hand-written SQL: counting, and random graphs with circles, several
// parents and nodes that lead nowhere.

#include "support/catch.hpp"
#include "support/property.hpp"
#include "support/rows.hpp"

using namespace lithe;

namespace {

struct Edge {
    std::int64_t id = 0;
    std::int64_t parent = 0;
    std::int64_t child = 0;
};
struct Node {
    std::int64_t node = 0;
    std::int64_t depth = 0;
};
constexpr auto tree = lithe::cte_ref<"tree", Node>;
constexpr auto node = tree[col<&Node::node>];
constexpr auto depth = tree[col<&Node::depth>];

lithe::connection graph(unsigned seed) {
    lithe::connection c{":memory:"};
    c.create_tables<Edge>();
    std::mt19937 random(seed);
    std::vector<Edge> edges(seed % 5 == 0 ? 0 : seed % 17);
    for (Edge& edge : edges) {
        edge.parent = static_cast<std::int64_t>(random() % 8);
        edge.child = static_cast<std::int64_t>(random() % 8);
    }
    c.insert_all(edges);
    return c;
}

template <class Query>
void judge(Query const& query, std::string const& sql) {
    lithe_test::check_property(sql, [&](unsigned seed) {
        lithe::connection c = graph(seed);
        RC_ASSERT(rows::sorted(rows::shown(c.fetch_all(query))) ==
                  rows::sorted(rows::of_sql(c.native_handle(), sql)));
    });
}
template <class Query>
void judge_order(Query const& query, std::string const& sql) {
    lithe_test::check_property(sql, [&](unsigned seed) {
        lithe::connection c = graph(seed);
        RC_ASSERT(rows::shown(c.fetch_all(query)) == rows::of_sql(c.native_handle(), sql));
    });
}

auto const base =
    from<Edge>().where(col<&Edge::id> < 4).select_as<Node>(col<&Edge::parent>, literal<0>);
auto const step = from(tree)
                      .join<Edge>(col<&Edge::parent> == node)
                      .where(depth < 3)
                      .select_as<Node>(col<&Edge::child>, depth + 1);

}  // namespace

TEST_CASE("recursion: a graph to a depth") {
    auto const nodes = lithe::recursive_cte(tree, base, step);
    judge(from(nodes).where(nodes[col<&Node::depth>] > 0),
          "WITH RECURSIVE t(n, d) AS (SELECT parent, 0 FROM edge WHERE id < 4 UNION ALL SELECT "
          "child, d + 1 FROM t JOIN edge ON parent = n WHERE d < 3) SELECT * FROM t WHERE d > 0");
    auto const parent = nodes.as<"up">();
    judge(from(nodes)
              .join(parent, parent[col<&Node::depth>] + 1 == nodes[col<&Node::depth>])
              .where(nodes[col<&Node::node>] != 2)
              .select(nodes[col<&Node::node>], parent[col<&Node::node>]),
          "WITH RECURSIVE t(n, d) AS (SELECT parent, 0 FROM edge WHERE id < 4 UNION ALL SELECT "
          "child, d + 1 FROM t JOIN edge ON parent = n WHERE d < 3) SELECT t.n, u.n FROM t JOIN "
          "t u ON u.d + 1 = t.d WHERE t.n <> 2");
}

TEST_CASE("recursion: UNION ends circles; order and limit inside") {
    auto const reached = lithe::recursive_cte(
        tree, base.union_with(from(tree)
                                  .join<Edge>(col<&Edge::parent> == node)
                                  .select_as<Node>(col<&Edge::child>, literal<0>)));
    judge(from(reached).where(reached[col<&Node::node>] > 1),
          "WITH RECURSIVE t(n) AS (SELECT parent FROM edge WHERE id < 4 UNION SELECT child FROM t "
          "JOIN edge ON parent = n) SELECT n, 0 FROM t WHERE n > 1");
    auto const first = lithe::recursive_cte(
        tree, base.union_all(step).order_by(desc(col<&Node::depth>), col<&Node::node>).limit(7));
    judge_order(from(first).limit(5),
                "WITH RECURSIVE t(n, d) AS (SELECT parent, 0 FROM edge WHERE id < 4 UNION ALL "
                "SELECT child, d + 1 FROM t JOIN edge ON parent = n WHERE d < 3 ORDER BY 2 DESC, 1 "
                "LIMIT 7) SELECT * FROM t LIMIT 5");
    // Both directions: two queries that read the reference.
    auto const both = lithe::recursive_cte(
        tree, base.union_with(from(tree)
                                  .join<Edge>(col<&Edge::parent> == node)
                                  .select_as<Node>(col<&Edge::child>, literal<0>))
                  .union_with(from(tree)
                                  .join<Edge>(col<&Edge::child> == node)
                                  .select_as<Node>(col<&Edge::parent>, literal<0>)));
    judge(from(both),
          "WITH RECURSIVE t(n) AS (SELECT parent FROM edge WHERE id < 4 UNION SELECT child FROM t "
          "JOIN edge ON parent = n UNION SELECT parent FROM t JOIN edge ON child = n) "
          "SELECT n, 0 FROM t");
}

TEST_CASE("recursion: in subqueries, beside other names") {
    auto const nodes = lithe::recursive_cte(tree, base, step);
    auto const leaves = lithe::cte<"leaves">(
        from(nodes)
            .where(!exists(
                from<Edge>().where(col<&Edge::parent> == lithe::outer(nodes[col<&Node::node>]))))
            .select_as<Node>(nodes[col<&Node::node>], nodes[col<&Node::depth>]));
    std::string const with =
        "WITH RECURSIVE t(n, d) AS (SELECT parent, 0 FROM edge WHERE id < 4 UNION ALL SELECT "
        "child, d + 1 FROM t JOIN edge ON parent = n WHERE d < 3), l(n, d) AS (SELECT n, d FROM t "
        "WHERE NOT EXISTS (SELECT 1 FROM edge WHERE parent = t.n)) ";
    judge(from(leaves).where(leaves[col<&Node::depth>] < 3), with + "SELECT * FROM l WHERE d < 3");
    judge(from<Edge>()
              .where(col<&Edge::child>.in(from(leaves).select(leaves[col<&Node::node>])),
                     col<&Edge::id> > 1)
              .select(col<&Edge::id>, scalar(from(nodes).select(count()))),
          with +
              "SELECT id, (SELECT count(*) FROM t) FROM edge WHERE child IN (SELECT n FROM l) "
              "AND id > 1");
}
