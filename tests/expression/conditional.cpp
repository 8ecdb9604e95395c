// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/conditional.hpp>

#include <lithe/value/time_format.hpp>

#include "support/people.hpp"
#include "support/rows.hpp"

#include <chrono>

namespace {

using lithe::col, lithe::from;
using lithe_test::text_of, lithe_test::literal_text_of;
using rows::Item;
constexpr auto a = col<&Item::a>;
constexpr auto b = col<&Item::b>;
constexpr auto r = col<&Item::r>;
constexpr auto q = col<&Item::q>;
constexpr auto t = col<&Item::t>;
constexpr auto u = col<&Item::u>;
constexpr auto c = col<&Item::c>;
constexpr auto d = col<&Item::d>;
constexpr auto flag = col<&Item::flag>;

template <class Node>
using value = lithe::detail::result_t<Node, lithe::detail::type_list<>>;

static_assert(text_of(case_when(a > 0 || b > 1, t).else_("none")) ==
              R"(CASE WHEN "a" > ?1 OR "b" > ?2 THEN "t" ELSE ?3 END)");
static_assert(text_of(case_of(a).when(1, t).when(a + 1, u)) ==
              R"(CASE "a" WHEN ?1 THEN "t" WHEN "a" + ?2 THEN "u" END)");
static_assert(text_of(iif(flag == true, 1, 0) + 1) ==
              R"(CASE WHEN "flag" = ?1 THEN ?2 ELSE ?3 END + ?4)");
static_assert(text_of(lithe::cast<int>(t)) == R"(CAST("t" AS INTEGER))");
static_assert(text_of(lithe::cast<double>(t + "x")) == R"(CAST(("t" || ?1) AS REAL))");
static_assert(text_of(lithe::cast<std::string>(a)) == R"(CAST("a" AS TEXT))");
static_assert(text_of(lithe::cast<std::vector<std::byte>>(t)) == R"(CAST("t" AS BLOB))");

static_assert(std::same_as<value<decltype(case_when(a > 0, a))>, std::optional<std::int64_t>>);
static_assert(std::same_as<value<decltype(case_when(a > 0, a).else_(1))>, std::int64_t>);
static_assert(std::same_as<value<decltype(case_when(b > 0, a).else_(1))>, std::int64_t>);
static_assert(
    std::same_as<value<decltype(case_when(a > 0, b).else_(1))>, std::optional<std::int64_t>>);
static_assert(std::same_as<value<decltype(case_when(a > 0, a).else_(std::nullopt))>,
                           std::optional<std::int64_t>>);
static_assert(
    std::same_as<value<decltype(case_when(a > 0, nullptr).else_(a))>, std::optional<std::int64_t>>);
static_assert(std::same_as<value<decltype(iif(a > 0, nullptr, c))>, std::optional<rows::color>>);
static_assert(std::same_as<value<decltype(iif(a > 0, a, r))>, double>);
static_assert(std::same_as<value<decltype(iif(a > 0, flag, false))>, bool>);
static_assert(std::same_as<value<decltype(iif(a > 0, c, rows::color::red))>, rows::color>);
static_assert(std::same_as<value<decltype(iif(a > 0, c, d))>, std::optional<rows::color>>);
static_assert(std::same_as<value<decltype(lithe::cast<int>(u))>, std::optional<int>>);
static_assert(std::same_as<value<decltype(lithe::cast<std::string>(a))>, std::string>);

template <class Query>
void check(Query const& query, std::string const& sql) {
    INFO(sql);
    for (std::size_t const size : {0U, 1U, 200U}) {
        lithe::connection db = rows::filled(size, 11);
        CHECK(rows::same(db, query, sql));
    }
}

struct Shift {
    std::int64_t id = 0;
    std::chrono::sys_seconds begun{};
    std::chrono::sys_seconds ended{};
    static constexpr auto schema() {
        return lithe::table("shifts", lithe::primary_key<&Shift::id>,
                            lithe::stored_as<&Shift::begun>(lithe::iso8601),
                            lithe::stored_as<&Shift::ended>(lithe::iso8601));
    }
};

}  // namespace

TEST_CASE("case: branches in their order, NULL conditions do not apply") {
    check(from<Item>().select(col<&Item::id>, case_when(b > 0, "plus").when(b < 0, t).else_(u)),
          "SELECT id, CASE WHEN b > 0 THEN 'plus' WHEN b < 0 THEN t ELSE u END FROM items");
    check(from<Item>().select(case_when(a == b, q)),
          "SELECT CASE WHEN a = b THEN q END FROM items");
    check(from<Item>().where(case_when(b > 0 && q > 0, true).else_(false)).select(t),
          "SELECT t FROM items WHERE CASE WHEN b > 0 AND q > 0 THEN 1 ELSE 0 END");
    check(from<Item>().select(sum(iif(flag == true, a, 0)), count(case_when(b > 0, 1))),
          "SELECT sum(iif(flag = 1, a, 0)), count(CASE WHEN b > 0 THEN 1 END) FROM items");
}

TEST_CASE("case: a subject is compared with each value; NULL with none") {
    check(from<Item>().select(case_of(b).when(0, "zero").when(a, "same").else_("other")),
          "SELECT CASE b WHEN 0 THEN 'zero' WHEN a THEN 'same' ELSE 'other' END FROM items");
    check(from<Item>().select(case_of(d).when(rows::color::blue, 1).when(c, 2)),
          "SELECT CASE d WHEN 200 THEN 1 WHEN c THEN 2 END FROM items");
    check(from<Item>()
              .group_by(case_of(flag)
                            .when(lithe::literal<true>, lithe::literal<"yes">)
                            .else_(lithe::literal<"no">))
              .select(case_of(flag)
                          .when(lithe::literal<true>, lithe::literal<"yes">)
                          .else_(lithe::literal<"no">),
                      lithe::count()),
          "SELECT CASE flag WHEN 1 THEN 'yes' ELSE 'no' END, count(*) FROM items GROUP BY 1");
    check(from<Item>().select(t).order_by(case_of(t).when("a", 0).else_(1), asc(t)),
          "SELECT t FROM items");
}

TEST_CASE("case: in nested operations, in DDL, with a NULL result and with values of the kind") {
    check(from<Item>().select(iif(a > 0, iif(b > 0, 2, 1), 0) * 10 + 1),
          "SELECT iif(a > 0, iif(b > 0, 2, 1), 0) * 10 + 1 FROM items");
    check(from<Item>().select(case_when(a > 0, t).when(a < 0, std::nullopt).else_("none")),
          "SELECT CASE WHEN a > 0 THEN t WHEN a < 0 THEN NULL ELSE 'none' END FROM items");
    check(from<Item>().select(case_when(b > 0, std::optional<int>()).else_(7)),
          "SELECT CASE WHEN b > 0 THEN NULL ELSE 7 END FROM items");
    check(from<Item>().select(case_when(b > 0, nullptr).when(a > 0, std::nullopt).else_(t),
                              case_when(b > 0, nullptr).when(a > 0, nullptr).when(a < 0, 2.5),
                              iif(b > 0, nullptr, a), case_of(a).when(1, nullptr).when(2, "two")),
          "SELECT CASE WHEN b > 0 THEN NULL WHEN a > 0 THEN NULL ELSE t END, "
          "CASE WHEN b > 0 THEN NULL WHEN a > 0 THEN NULL WHEN a < 0 THEN 2.5 END, "
          "iif(b > 0, NULL, a), CASE a WHEN 1 THEN NULL WHEN 2 THEN 'two' END FROM items");
    CHECK(literal_text_of(iif(a == 1, nullptr, t)) ==
          R"(CASE WHEN "a" = 1 THEN NULL ELSE "t" END)");
    CHECK(literal_text_of(case_of(a).when(1, "it's").else_(t)) ==
          R"(CASE "a" WHEN 1 THEN 'it''s' ELSE "t" END)");
}

TEST_CASE("case: a time is written in the form of the column among the results") {
    lithe::connection db{":memory:"};
    db.create_tables<Shift>();
    using std::chrono::sys_seconds, std::chrono::seconds;
    db.insert(Shift{.begun = sys_seconds(seconds(60)), .ended = sys_seconds(seconds(120))});
    auto const last = iif(col<&Shift::id> > 5, col<&Shift::ended>, sys_seconds(seconds(3600)));
    CHECK(db.fetch_one(from<Shift>().select(last)) == sys_seconds(seconds(3600)));
    auto const either =
        case_when(col<&Shift::id> == 1, col<&Shift::begun>).else_(col<&Shift::ended>);
    CHECK(db.fetch_one(from<Shift>().select(either)) == sys_seconds(seconds(60)));
    CHECK(db.fetch_all(from<Shift>().where(either == sys_seconds(seconds(60)))).size() == 1);
    auto const missing = iif(col<&Shift::id> > 5, nullptr, col<&Shift::begun>);
    CHECK(db.fetch_one(from<Shift>().select(missing)) == sys_seconds(seconds(60)));
}

TEST_CASE("cast: as SQLite casts") {
    check(from<Item>().select(lithe::cast<std::int64_t>(r), lithe::cast<std::string>(b),
                              lithe::cast<double>(a), lithe::cast<int>(u)),
          "SELECT CAST(r AS INTEGER), CAST(b AS TEXT), CAST(a AS REAL), CAST(u AS INTEGER) FROM "
          "items");
    lithe::connection db = rows::filled(1, 3);
    CHECK(db.fetch_one(from<Item>().select(lithe::cast<int>(t + "12x"))) ==
          std::stoll(rows::of_sql(db.native_handle(),
                                  "SELECT CAST(t || '12x' AS INTEGER) FROM items")[0]));
    auto const wide = from<Item>().select(lithe::cast<std::int8_t>(a + 1000));
    CHECK_THROWS_AS(db.fetch_one(wide), lithe::conversion_error);
}
