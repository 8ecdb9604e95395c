// SPDX-License-Identifier: BSL-1.0
//
// R*Trees: created, filled, searched; overlap judged by the boxes themselves on random data.
#include <lithe/sqlite/create_rtree.hpp>

#include <lithe/sqlite.hpp>

#include "support/property.hpp"

#include <string>
#include <vector>

namespace {

using lithe::col, lithe::from;

struct area {
    std::string name{};
    float top = 0;
    std::int64_t id = 0;
    float left = 0;
    float right = 0;
    float bottom = 0;
    std::optional<int> weight{};
    static constexpr auto schema() {
        return lithe::rtree("areas", lithe::primary_key<&area::id>,
                            lithe::dimension<&area::left, &area::right>,
                            lithe::dimension<&area::bottom, &area::top>);
    }
};
struct span {
    lithe::id<span> id{};
    std::int32_t begin = 0;
    std::int32_t end = 0;
    static constexpr auto schema() {
        return lithe::rtree("spans", lithe::primary_key<&span::id>,
                            lithe::dimension<&span::begin, &span::end>);
    }
};

static_assert(lithe::create_table_sql<area>() ==
              R"(CREATE VIRTUAL TABLE "areas" USING rtree("id", "left", "right", "bottom", "top", )"
              R"(+"name", +"weight"))");
static_assert(lithe::create_table_sql<span>() ==
              R"(CREATE VIRTUAL TABLE "spans" USING rtree_i32("id", "begin", "end"))");
static_assert(
    decltype(from<area>().where(lithe::overlaps<area>(0, 1, 2, 3)).select(col<&area::id>))::sql() ==
    R"(SELECT "id" FROM "areas" WHERE "left" <= ?1 AND "right" >= ?2 AND )"
    R"(("bottom" <= ?3 AND "top" >= ?4))");

}  // namespace

TEST_CASE("an R*Tree takes every write and comes back") {
    lithe::connection db(":memory:");
    db.create_tables<area, span>();
    db.create_tables<area, span>();
    auto const key = db.insert(
        area{.name = "park", .top = 4.5F, .left = -1, .right = 0.1F, .bottom = 2, .weight = 7});
    area read = db.get<area>(key);
    CHECK(read.name == "park");
    CHECK(read.right == 0.1F);
    CHECK(read.weight == 7);
    read.top = 100;
    read.weight = std::nullopt;
    CHECK(db.update(read));
    CHECK(db.get<area>(key).top == 100.0F);
    CHECK_FALSE(db.get<area>(key).weight.has_value());
    read.left = -3;
    CHECK(db.execute(lithe::insert_into<area>().values(read).or_replace()) == 1);
    CHECK(db.fetch_one(from<area>().select(col<&area::left>)) == -3.0F);
    CHECK(db.insert_all(std::vector<area>{{.name = "a", .right = 1}, {.name = "b"}}) == 2);
    CHECK(db.erase<area>(key));
    CHECK(db.fetch_one(from<area>().select(lithe::count())) == 2);
    // The least is not above the most.
    CHECK_THROWS_AS(db.insert(area{.left = 1, .right = 0}), lithe::constraint_error);
    lithe::connection old(":memory:");
    old.execute_script("CREATE VIRTUAL TABLE areas USING rtree(id, left, right)");
    CHECK_THROWS_AS(old.create_tables<area>(), lithe::schema_error);
    REQUIRE(sqlite3_drop_modules(old.native_handle(), nullptr) == SQLITE_OK);
    CHECK_THROWS_AS(old.create_tables<span>(), lithe::missing_feature);
}

TEST_CASE("overlaps and within find what the boxes say") {
    lithe_test::check_property("spans", [] {
        lithe::connection db(":memory:");
        db.create_tables<span>();
        std::vector<span> spans(*rc::gen::inRange<std::size_t>(0, 40));
        for (std::size_t at = 0; at < spans.size(); ++at) {
            spans[at].id = lithe::id<span>(static_cast<std::int64_t>(at) + 1);
            spans[at].begin = *rc::gen::inRange(-20, 20);
            spans[at].end = spans[at].begin + *rc::gen::inRange(0, 10);
        }
        db.insert_all(spans);
        int const least = *rc::gen::inRange(-25, 25);
        int const most = least + *rc::gen::inRange(0, 15);
        std::vector<lithe::id<span>> overlapping;
        std::vector<lithe::id<span>> inside;
        for (span const& each : spans) {
            if (each.begin <= most && each.end >= least)
                overlapping.push_back(each.id);
            if (each.begin >= least && each.end <= most)
                inside.push_back(each.id);
        }
        auto const ids = [&](auto const& condition) {
            return db.fetch_all(
                from<span>().where(condition).select(col<&span::id>).order_by(col<&span::id>));
        };
        RC_ASSERT(ids(lithe::overlaps<span>(least, most)) == overlapping);
        RC_ASSERT(ids(lithe::within<span>(least, most)) == inside);
    });
}
