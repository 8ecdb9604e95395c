// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/explain_all.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"

#include <string>
#include <string_view>
#include <vector>

using lithe::from;
using namespace lithe_test;

namespace {

struct stone {
    std::int64_t id = 0;
    std::string kind{};
    std::int64_t place = 0;
    static constexpr auto schema() {
        return lithe::table("explain_stones", lithe::primary_key<&stone::id>,
                            lithe::index<&stone::kind>);
    }
};

constexpr auto by_key = from<stone>().where(col<&stone::id> == 1);
constexpr auto by_place = from<stone>().where(col<&stone::place> == 1);
constexpr auto by_kind = from<stone>().where(col<&stone::kind> == "a");
constexpr auto sorted = from<stone>().order_by(col<&stone::place>);
using lithe::sql;
constexpr auto pairs =
    sql<"SELECT a.id FROM explain_stones a JOIN explain_stones b ON a.place = b.place">.as<std::int64_t>();
constexpr auto derived =
    sql<"WITH few AS MATERIALIZED (SELECT id FROM explain_stones WHERE kind = 'a') "
        "SELECT count(*) FROM few">.as<int>();
constexpr auto by_hand = sql<"/* asked */ EXPLAIN QUERY PLAN SELECT id FROM explain_stones">;

lithe::statement_plan const& plan_of(std::vector<lithe::statement_plan> const& plans,
                                     std::string_view text) {
    for (auto const& plan : plans)
        if (plan.sql == text)
            return plan;
    FAIL("no plan of " << text);
    return plans.front();
}

}  // namespace

namespace lithe_test {
void never_explained(lithe::connection& c) {
    c.fetch_all(by_key);
    c.fetch_all(by_place);
    c.fetch_all(by_kind);
    c.fetch_all(sorted);
    c.fetch_all(pairs);
    c.fetch_all(derived);
    c.fetch_all(by_hand.as<lithe::row>());
    c.insert(stone{});
}
}  // namespace lithe_test

TEST_CASE("explain_all: full scans, sorts and automatic indexes") {
    lithe::connection c(":memory:");
    c.create_tables<stone>();
    auto const plans = lithe::explain_all<stone>(c);
    auto const& key = plan_of(plans, by_key.sql());
    CHECK(!key.full_scan);
    REQUIRE(key.plan.size() == 1);
    CHECK(key.plan[0] == "SEARCH explain_stones USING INTEGER PRIMARY KEY (rowid=?)");
    CHECK(plan_of(plans, by_place.sql()).full_scan);
    CHECK(!plan_of(plans, by_place.sql()).temporary_b_tree);
    CHECK(!plan_of(plans, by_kind.sql()).full_scan);
    CHECK(plan_of(plans, sorted.sql()).temporary_b_tree);
    CHECK(plan_of(plans, pairs.sql()).automatic_index);
    auto const& few = plan_of(plans, derived.sql());
    CHECK(!few.full_scan);
    bool nested = false;
    for (auto const& line : few.plan)
        nested = nested || line.starts_with("  SEARCH explain_stones");
    CHECK(nested);
    for (auto const& plan : plans) {
        CHECK(plan.sql.find("authors") == std::string::npos);
        CHECK(plan.sql.find("EXPLAIN") == std::string::npos);
    }
}

TEST_CASE("explain_all: nothing is run, and a statement that cannot be is an error") {
    lithe::connection c(":memory:");
    CHECK_THROWS_AS(lithe::explain_all<stone>(c), lithe::error);
    c.create_tables<stone>();
    static_cast<void>(lithe::explain_all<stone>(c));
    CHECK(c.fetch_all(from<stone>()).empty());
}
