// SPDX-License-Identifier: BSL-1.0
//
// INSERT … SELECT of whole structs into a table with generated columns: they are computed anew.

#include <lithe/sqlite.hpp>

#include "support/catch.hpp"

#include <vector>

using namespace lithe;

namespace {

struct Field {
    std::int64_t id = 0;
    std::int64_t area = 0;
    std::int64_t width = 0;
    std::int64_t height = 0;
    static constexpr auto schema() {
        return lithe::table(
            "generated_fields", lithe::primary_key<&Field::id>,
            lithe::generated<&Field::area>(col<&Field::width> * col<&Field::height>));
    }
    friend bool operator==(Field const&, Field const&) = default;
};
/// As many columns, nothing computed.
struct Plan {
    std::int64_t id = 0;
    std::int64_t said = 0;
    std::int64_t width = 0;
    std::int64_t height = 0;
    static constexpr auto schema() {
        return lithe::table("generated_plans", lithe::primary_key<&Plan::id>);
    }
};
/// As many columns as are not computed.
struct Size {
    std::int64_t id = 0;
    std::int64_t width = 0;
    std::int64_t height = 0;
    static constexpr auto schema() {
        return lithe::table("generated_sizes", lithe::primary_key<&Size::id>);
    }
};

constexpr auto fields = insert_into<Field>();
static_assert(fields.select_from(from<Field>().where(col<&Field::id> < 3).limit(2)).sql() ==
              R"(INSERT INTO "generated_fields" ("id", "width", "height") SELECT "id", "width", )"
              R"("height" FROM "generated_fields" WHERE "id" < ?1 LIMIT ?2)");
static_assert(fields.select_from(from<Plan>()).sql() ==
              R"(INSERT INTO "generated_fields" ("id", "width", "height") SELECT "id", "width", )"
              R"("height" FROM "generated_plans")");
static_assert(fields.select_from(from<Size>()).sql() ==
              R"(INSERT INTO "generated_fields" ("id", "width", "height") SELECT "id", "width", )"
              R"("height" FROM "generated_sizes")");
// Where nothing is computed it is copied.
static_assert(insert_into<Plan>().select_from(from<Field>()).sql() ==
              R"(INSERT INTO "generated_plans" ("id", "said", "width", "height") SELECT "id", )"
              R"("area", "width", "height" FROM "generated_fields")");

}  // namespace

TEST_CASE("generated columns are not inserted from a query of whole structs, but computed") {
    connection c(":memory:");
    c.create_tables<Field, Plan, Size>();
    c.insert(Plan{.id = 1, .said = 999, .width = 3, .height = 4});
    c.insert(Size{.id = 2, .width = 5, .height = 6});
    CHECK(c.execute(fields.select_from(from<Plan>())) == 1);
    CHECK(c.execute(fields.select_from(from<Size>().join<Plan>(col<&Plan::id> < col<&Size::id>))) ==
          1);
    CHECK(c.fetch_all(from<Field>()) == std::vector<Field>{{1, 12, 3, 4}, {2, 30, 5, 6}});
    CHECK(c.execute(fields.or_replace().select_from(
              from<Field>().distinct().order_by(col<&Field::area>).limit(1))) == 1);
    CHECK(c.execute(update<Plan>().set(col<&Plan::width> = 10).all_rows()) == 1);
    CHECK(c.execute(fields.select_from(from<Plan>())
                        .on_conflict<&Field::id>()
                        .do_update(col<&Field::width> = excluded<&Field::width>)) == 1);
    CHECK(c.get<Field>(1) == Field{1, 40, 10, 4});
}
