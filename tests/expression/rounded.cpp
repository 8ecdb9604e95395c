// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/rounded.hpp>

#include <lithe/sqlite.hpp>

#include "support/catch.hpp"
#include "support/sql_text.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

using namespace lithe_test;
using lithe::col, lithe::from, lithe::update;

namespace {

struct score {
    std::int64_t id = 0;
    float points = 0;
    std::optional<float> maybe{};
    std::int8_t small = 0;
    double exact = 0;
    static constexpr auto schema() {
        return lithe::table("scores", lithe::primary_key<&score::id>);
    }
};

constexpr auto points = col<&score::points>;
constexpr auto maybe = col<&score::maybe>;
constexpr auto small = col<&score::small>;
constexpr auto exact = col<&score::exact>;

static_assert(decltype(update<score>().set(points = points * 2).all_rows())::sql() ==
              R"(UPDATE "scores" SET "points" = lithe_float("points" * ?1))");
static_assert(decltype(update<score>().set(points = points, maybe = points).all_rows())::sql() ==
              R"(UPDATE "scores" SET "points" = "points", "maybe" = "points")");
static_assert(decltype(update<score>().set(exact = points * 2, points = 0.1).all_rows())::sql() ==
              R"(UPDATE "scores" SET "exact" = "points" * ?1, "points" = ?2)");

lithe::connection scores() {
    lithe::connection c(":memory:");
    c.create_tables<score>();
    c.insert(score{.points = 0.5F, .maybe = 3.0F, .small = 2, .exact = 0.1});
    return c;
}

template <class Work>
lithe::conversion_error unread(Work&& work) {
    try {
        work();
    } catch (lithe::conversion_error const& thrown) {
        CHECK(thrown.table() == "scores");
        return thrown;
    }
    FAIL("nothing was thrown");
    throw 0;
}

}  // namespace

TEST_CASE("rounded: what is computed for a float field is stored as the nearest float") {
    auto c = scores();
    // volatile: no digits beyond a float's.
    float volatile expected = static_cast<float>(0.5 * 0.1);
    c.execute(update<score>().set(points = points * 0.1).all_rows());
    CHECK(c.get<score>(1).points == expected);
    CHECK(c.fetch_all(from<score>().where(points == float{expected})).size() == 1);
    c.execute(update<score>().set(points = points * 2, maybe = maybe / 7).all_rows());
    expected = expected * 2;
    CHECK(c.get<score>(1).points == expected);
    CHECK(c.get<score>(1).maybe == static_cast<float>(3.0 / 7));
    c.execute(update<score>().set(maybe = maybe / 0).all_rows());
    CHECK_FALSE(c.get<score>(1).maybe);

    c.execute(update<score>().set(points = exact).all_rows());
    CHECK(c.get<score>(1).points == 0.1F);
    c.execute(update<score>().set(points = col<&score::id> + 16'777'216).all_rows());
    CHECK(c.get<score>(1).points == 16'777'216.0F);

    auto const into = lithe::insert_into<score>();
    c.execute(into.set(points = lithe::literal<1> * 0.3, small = 1, exact = 0));
    CHECK(c.get<score>(2).points == 0.3F);
    c.execute(into.values(score{.id = 2, .points = 0.7F})
                  .on_conflict<&score::id>()
                  .do_update(points = lithe::excluded<&score::points> * 0.1));
    CHECK(c.get<score>(2).points == static_cast<float>(static_cast<double>(0.7F) * 0.1));
    auto const other = lithe::alias<score, "other">;
    c.execute(update<score>()
                  .from(other)
                  .set(points = other[exact] * 3)
                  .where(other[col<&score::id>] == 1 && col<&score::id> == 2));
    CHECK(c.get<score>(2).points == static_cast<float>(0.1 * 3));
}

TEST_CASE("rounded: beyond a float it is an error, and nothing is stored") {
    auto c = scores();
    CHECK_THROWS_WITH(c.execute(update<score>().set(points = exact + 1e300).all_rows()),
                      Catch::Contains("a REAL that float cannot hold"));
    CHECK(c.get<score>(1).points == 0.5F);
    c.execute(
        update<score>().set(points = exact * std::numeric_limits<double>::infinity()).all_rows());
    CHECK(c.get<score>(1).points == std::numeric_limits<float>::infinity());
}

TEST_CASE("rounded: what SQLite computes for other fields is checked when it is read") {
    auto c = scores();
    auto const get = [&] { static_cast<void>(c.get<score>(1)); };
    c.execute(update<score>().set(small = col<&score::id> * 300).all_rows());
    CHECK(unread(get).column() == "small");
    CHECK(unread(get).expected() == "int8");
    c.execute(update<score>().set(small = 1).all_rows());
    get();
    // What a query gives is no assignment.
    c.execute(lithe::insert_into<score>()
                  .columns(points, small, exact)
                  .select_from(from<score>().select(exact * 1, small, exact)));
    auto const copied = [&] { static_cast<void>(c.get<score>(2)); };
    CHECK(unread(copied).column() == "points");
    CHECK(unread(copied).expected() == "REAL that float holds exactly");
}

// The function is lithe's own, and other programs run triggers, too.
TEST_CASE("rounded: a trigger has none of it") {
    CHECK(literal_text_of((points = points * 0.1).value) == R"("points" * 0.1)");
    struct halving {
        static constexpr auto schema() {
            return lithe::trigger<score>("halves").after_insert().run(
                update<score>().set(points = points * 0.5).all_rows());
        }
    };
    CHECK(lithe::create_table_sql<halving>() ==
          R"(CREATE TRIGGER "halves" AFTER INSERT ON "scores" BEGIN )"
          R"(UPDATE "scores" SET "points" = "points" * 0.5; END)");
}
