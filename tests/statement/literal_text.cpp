// SPDX-License-Identifier: BSL-1.0
//
// Values of every kind as literals of a view: SQLite has the same values when they are bound.
#include <lithe/statement/literal_text.hpp>

#include <lithe/sqlite.hpp>

#include "support/catch.hpp"

#include <array>
#include <string>
#include <string_view>

namespace {

using lithe::col, lithe::from;

enum class level : unsigned char { low = 3, high = 200 };
enum class word { yes, no };

}  // namespace

template <>
struct lithe::value_traits<word> : lithe::enum_text<word> {
    static constexpr lithe::enum_name<word> names[] = {{word::yes, "it's"}, {word::no, "no"}};
};

namespace {

struct thing {
    std::int64_t id = 0;
    std::string text{};
    double real = 0;
    level grade = level::low;
    word answer = word::yes;
    bool flag = false;
    std::optional<int> maybe{};
    std::array<std::byte, 2> blob{};
};

constexpr std::string_view strange{"a'b\0c\"", 6};
constexpr std::array<std::byte, 2> two_bytes{std::byte{0}, std::byte{0xFF}};

constexpr auto query =
    from<thing>()
        .where(col<&thing::text> == lithe::borrow(strange), col<&thing::real> == -0.1,
               col<&thing::grade> == level::high, col<&thing::answer> == word::yes,
               col<&thing::flag> == true, col<&thing::maybe> == std::optional<int>(),
               col<&thing::id>.between(-5, INT64_MAX), col<&thing::blob> == two_bytes)
        .select(col<&thing::id>, col<&thing::real> * 2.5);

struct found {
    std::int64_t id = 0;
    double twice = 0;
    static constexpr auto schema() { return lithe::view("found", query); }
};

static_assert(lithe::create_table_sql<found>() ==
              R"(CREATE VIEW "found" ("id", "twice") AS SELECT "id", "real" * 2.5 FROM "thing" )"
              R"(WHERE "text" = CAST(X'612762006322' AS TEXT) AND "real" = -0.1 AND "grade" = 200 )"
              R"(AND "answer" = 'it''s' AND "flag" = 1 AND "maybe" IS NULL )"
              R"(AND "id" BETWEEN -5 AND 9223372036854775807 AND "blob" = X'00FF')");

// A constant query has chosen: the text has what is left.
struct some {
    std::int64_t id = 0;
    static constexpr auto schema() {
        return lithe::view(
            "some", from<thing>()
                        .where(lithe::when(false, col<&thing::real> > 1.5),
                               lithe::when(true, col<&thing::id> < 9))
                        .select(col<&thing::id>)
                        .order_by(lithe::choose(1, asc(col<&thing::id>), desc(col<&thing::real>))));
    }
};
static_assert(lithe::create_table_sql<some>() ==
              R"(CREATE VIEW "some" ("id") AS SELECT "id" FROM "thing" WHERE "id" < 9 )"
              R"(ORDER BY "real" DESC)");

// What queries of one name are compared by.
constexpr bool same_literals(auto const& left, auto const& right) {
    lithe::detail::literal_recorder first;
    lithe::detail::literal_recorder second;
    left.bind(first);
    right.bind(second);
    return first == second;
}
constexpr auto below(int id, bool on = true) {
    return from<thing>().where(col<&thing::id> < id, lithe::when(on, col<&thing::real> > 1.5));
}
static_assert(same_literals(below(1), below(1)) && !same_literals(below(1), below(2)));
static_assert(!same_literals(below(1), below(1, false)));

}  // namespace

TEST_CASE("a view's literals are the values that a query binds") {
    lithe::connection db(":memory:");
    db.create_tables<thing, found>();
    db.insert(thing{.text = std::string(strange),
                    .real = -0.1,
                    .grade = level::high,
                    .flag = true,
                    .blob = two_bytes});
    db.insert(thing{.text = "other"});
    auto const bound = db.fetch_all(query);
    REQUIRE(bound.size() == 1U);
    auto const rows = db.fetch_all(from<found>());
    REQUIRE(rows.size() == 1U);
    CHECK(rows[0].id == std::get<0>(bound[0]));
    CHECK(rows[0].twice == std::get<1>(bound[0]));
}
