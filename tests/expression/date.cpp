// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/date.hpp>

#include <lithe/expression/aggregate.hpp>
#include <lithe/expression/bits.hpp>
#include <lithe/expression/json.hpp>
#include <lithe/expression/predicate.hpp>
#include <lithe/expression/row_value.hpp>

#include "support/people.hpp"
#include "support/rows.hpp"

namespace {

using namespace lithe;
using namespace std::chrono;
using lithe_test::literal_text_of, lithe_test::text_of;

struct Visit {
    std::int64_t id = 0;
    sys_time<milliseconds> at{};
    std::optional<sys_seconds> left{};
    year_month_day born{2000y / January / 1};
    std::string note{};
    static constexpr auto schema() {
        return lithe::table("visits", lithe::primary_key<&Visit::id>);
    }
};
/// Functions of the row in a descriptor, where SQLite must find each of them deterministic.
struct Upload {
    std::int64_t id = 0;
    std::string data{};
    sys_time<milliseconds> at{};
    std::optional<std::int64_t> size{};
    std::optional<std::string> month{};
    static constexpr auto schema() {
        constexpr auto size_of = lithe::json_extract<std::int64_t, "$.size">(col<&Upload::data>);
        return lithe::table(
            "uploads", lithe::primary_key<&Upload::id>,
            lithe::check(json_valid(col<&Upload::data>)),
            lithe::check((col<&Upload::id> & 1) == 1 ||
                         lithe::row_value(col<&Upload::id>, 1) > lithe::row_value(1, 0)),
            lithe::generated<&Upload::size>(size_of),
            lithe::generated<&Upload::month>(strftime<"%Y-%m">(col<&Upload::at>)).stored(),
            lithe::index<>.on(size_of).named("by_size"));
    }
};
constexpr auto key = col<&Visit::id>;
constexpr auto at = col<&Visit::at>;
constexpr auto left = col<&Visit::left>;
constexpr auto born = col<&Visit::born>;
constexpr auto note = col<&Visit::note>;

static_assert(text_of(strftime<"%Y-%m">(at)) == R"(strftime('%Y-%m', "at" / 1000.0, 'unixepoch'))");
static_assert(text_of(lithe::date<"start of month", "-1 day">(left)) ==
              R"(date("left", 'unixepoch', 'start of month', '-1 day'))");
static_assert(text_of(lithe::datetime(note)) == R"(datetime("note"))");
static_assert(text_of(lithe::julianday(born)) == R"(julianday("born"))");
static_assert(text_of(lithe::time<"localtime">(lithe::now())) == R"(time('now', 'localtime'))");
static_assert(text_of(lithe::unixepoch(sys_seconds())) == R"(unixepoch(?1, 'unixepoch'))");

template <class Node>
using value = detail::result_t<Node, detail::type_list<>>;
static_assert(std::same_as<value<decltype(strftime<"%Y">(at))>, std::optional<std::string>>);
static_assert(std::same_as<value<decltype(lithe::date(at))>, std::optional<year_month_day>>);
static_assert(std::same_as<value<decltype(lithe::date(born))>, year_month_day>);
static_assert(
    std::same_as<value<decltype(lithe::date<"+1 day">(born))>, std::optional<year_month_day>>);
static_assert(std::same_as<value<decltype(lithe::date(lithe::now()))>, year_month_day>);
static_assert(std::same_as<value<decltype(strftime<"%Y">(lithe::now()))>, std::string>);
static_assert(std::same_as<value<decltype(lithe::time(at))>, std::optional<std::string>>);
static_assert(std::same_as<value<decltype(lithe::unixepoch(left))>, std::optional<sys_seconds>>);
static_assert(std::same_as<value<decltype(lithe::julianday(born))>, double>);

static_assert(std::same_as<value<decltype(lithe::current_date())>, year_month_day>);
static_assert(text_of(lithe::current_time()) == "CURRENT_TIME");

// Beside C's, whatever has been made visible.
static_assert(std::same_as<decltype(time(nullptr)), std::time_t>);
static_assert(std::same_as<decltype(floor(2.5)), double>);

constexpr bool is_modifier(std::string_view text) {
    return detail::is_time_modifier(text);
}
static_assert(is_modifier("+1 day") && is_modifier("-2.5 hours") && is_modifier("7 days"));
static_assert(is_modifier("start of year") && is_modifier("weekday 6") && is_modifier("+01:30"));
static_assert(is_modifier("-00:00:30") && is_modifier("localtime") && is_modifier("10 months"));
static_assert(!is_modifier("") && !is_modifier("+day") && !is_modifier("+1day"));
static_assert(!is_modifier("start of week") && !is_modifier("weekday 7") && !is_modifier("1 week"));
static_assert(!is_modifier("unixepoch") && !is_modifier("+1:3") && !is_modifier("1. day"));
static_assert(detail::is_time_format("%d.%m.%Y %H:%M %%") && detail::is_time_format(""));
static_assert(!detail::is_time_format("%F") && !detail::is_time_format("%"));

lithe::connection visits() {
    lithe::connection db(":memory:");
    db.create_tables<Visit>();
    sys_days const leap = 2024y / February / 29;
    db.insert_all(std::vector<Visit>{
        {.at = leap + 23h + 59min + 59s + 999ms, .left = leap + 24h, .born = 2024y / February / 29},
        {.at = sys_days(1969y / December / 31) + 1ms, .note = "2020-05-06 07:08:09"},
        {.at = sys_days(9999y / December / 31), .left = sys_seconds(), .note = "no time"},
        {.at = sys_time<milliseconds>(milliseconds(std::int64_t{1} << 60)), .note = "2020-05-06"}});
    return db;
}

}  // namespace

TEST_CASE("dates and times are what SQLite says of the converted value") {
    auto db = visits();
    CHECK(rows::same(
        db,
        from<Visit>().select(key, strftime<"%Y-%m-%d %H:%M:%f %j %w %W %s">(at), lithe::time(at),
                             lithe::datetime<"start of month">(left), lithe::datetime(note),
                             lithe::julianday<"+1 month">(born), lithe::julianday(at),
                             strftime<"%Y", "weekday 0">(note)),
        "SELECT id, strftime('%Y-%m-%d %H:%M:%f %j %w %W %s', at / 1000.0, 'unixepoch'), time(at / "
        "1000.0, 'unixepoch'), datetime(left, 'unixepoch', 'start of month'), datetime(note), "
        "julianday(born, '+1 month'), julianday(at / 1000.0, 'unixepoch'), strftime('%Y', note, "
        "'weekday 0') FROM visits"));
}

TEST_CASE("dates and times have chrono's types") {
    auto db = visits();
    auto const first = [&](auto const& node) {
        return db.fetch_one(from<Visit>().where(key == 1).select(node));
    };
    CHECK(first(lithe::date(at)) == year_month_day(2024y / February / 29));
    CHECK(first(lithe::date(left)) == year_month_day(2024y / March / 1));
    CHECK(first(lithe::date<"start of month", "+1 month", "-1 day">(left)) ==
          year_month_day(2024y / March / 31));
    CHECK(first(lithe::date<"+1 year">(born)) == year_month_day(2025y / March / 1));
    CHECK(first(lithe::unixepoch(at)) == sys_days(2024y / March / 1) - 1s);
    CHECK(first(strftime<"%H">(sys_days(2024y / March / 1) + 5h)) == "05");
    CHECK(db.fetch_one(from<Visit>().where(key == 4).select(lithe::date(at))) == std::nullopt);
    CHECK(db.fetch_all(from<Visit>().where(lithe::date(at) == 2024y / February / 29).select(key)) ==
          std::vector<std::int64_t>{1});
    CHECK(db.fetch_all(from<Visit>().where(lithe::unixepoch(at) < left).select(key)) ==
          std::vector<std::int64_t>{1});
    CHECK(db.fetch_all(from<Visit>().where(lithe::date(at) == born).select(key)) ==
          std::vector<std::int64_t>{1});
}

TEST_CASE("now is now, and one for the whole statement") {
    auto db = visits();
    auto const before = floor<seconds>(system_clock::now());
    auto const asked = db.fetch_all(
        from<Visit>().select(lithe::unixepoch(lithe::now()), strftime<"%f">(lithe::now())));
    CHECK(std::get<0>(asked.at(0)) >= before);
    CHECK(std::get<0>(asked.at(0)) <= system_clock::now());
    CHECK(asked.at(0) == asked.at(3));
    CHECK(rows::same(
        db,
        from<Visit>().select(lithe::date(lithe::now()) == lithe::current_date(),
                             lithe::datetime(lithe::now()) == lithe::current_timestamp(),
                             lithe::time(lithe::current_timestamp()) == lithe::current_time()),
        "SELECT 1, 1, 1 FROM visits"));
}

TEST_CASE("grouped by month") {
    auto db = visits();
    auto const month = strftime<"%Y-%m">(at);
    CHECK(rows::same(db, from<Visit>().group_by(month).select(month, count()),
                     "SELECT strftime('%Y-%m', at / 1000.0, 'unixepoch'), count(*) FROM visits "
                     "GROUP BY 1"));
    CHECK(literal_text_of(month) == R"(strftime('%Y-%m', "at" / 1000.0, 'unixepoch'))");
}

TEST_CASE("functions of the row in a descriptor") {
    lithe::connection db(":memory:");
    db.create_tables<Upload>();
    db.insert(Upload{.data = R"({"size": 5})", .at = sys_days(2024y / March / 1)});
    auto const five =
        from<Upload>().where(lithe::json_extract<std::int64_t, "$.size">(col<&Upload::data>) == 5);
    auto const found = db.fetch_one(five);
    CHECK(found.size == 5);
    CHECK(found.month == "2024-03");
    auto const plan =
        rows::of_sql(db.native_handle(), "EXPLAIN QUERY PLAN " + std::string(five.sql()));
    CHECK(plan.at(0).find("by_size") != std::string::npos);
    CHECK_THROWS_AS(db.insert(Upload{.data = "{"}), lithe::error);
}
