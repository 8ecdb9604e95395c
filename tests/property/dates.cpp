// SPDX-License-Identifier: BSL-1.0
//
// Date and time functions on random times, NULLs among them, from the year 0 to beyond 9999: of
// ticks they are what std::chrono says, of every stored form what hand-written SQL says.

#include <lithe/expression/date.hpp>
#include <lithe/value/time_format.hpp>

#include "support/catch.hpp"
#include "support/judged.hpp"

#include <chrono>
#include <cstdio>

using namespace lithe;
using namespace std::chrono;

namespace {

using milli_time = sys_time<milliseconds>;

struct Moment {
    std::int64_t id = 0;
    sys_seconds s{};
    std::optional<milli_time> ms{};
    std::optional<sys_time<microseconds>> us{};
    std::optional<sys_time<hours>> h{};
    std::optional<milli_time> iso{};
    std::optional<sys_seconds> whole{};
    std::optional<milli_time> julian{};
    year_month_day born{2000y / January / 1};
    std::optional<year_month_day> maybe{};
    std::optional<std::string> text{};

    static constexpr auto schema() {
        return lithe::table("moments", lithe::primary_key<&Moment::id>,
                            lithe::stored_as<&Moment::iso>(lithe::iso8601),
                            lithe::stored_as<&Moment::whole>(lithe::unix_seconds),
                            lithe::stored_as<&Moment::julian>(lithe::julian_day));
    }
};
constexpr auto key = col<&Moment::id>;
constexpr auto s = col<&Moment::s>;
constexpr auto ms = col<&Moment::ms>;
constexpr auto us = col<&Moment::us>;
constexpr auto h = col<&Moment::h>;
constexpr auto iso = col<&Moment::iso>;
constexpr auto whole = col<&Moment::whole>;
constexpr auto julian = col<&Moment::julian>;
constexpr auto born = col<&Moment::born>;
constexpr auto maybe = col<&Moment::maybe>;
constexpr auto text = col<&Moment::text>;

constexpr sys_seconds first = sys_days(0y / January / 1);
constexpr sys_seconds last = sys_days(9999y / December / 31) + days(1) - 1s;

class random_times {
public:
    explicit random_times(unsigned seed) : random_(seed) {}
    /// In SQLite's years: their ends, the turns of days and years, leap days, or any.
    sys_seconds second() {
        sys_seconds const edges[] = {first,
                                     last,
                                     sys_seconds(),
                                     sys_seconds(-1s),
                                     sys_days(0y / February / 29),
                                     sys_days(1900y / February / 28) + 86399s,
                                     sys_days(2024y / February / 29) + 43200s,
                                     sys_days(2023y / December / 31) + 86399s};
        if (below(3) == 0)
            return edges[below(8)];
        auto const span = static_cast<std::uint64_t>((last - first).count());
        return first + seconds(static_cast<std::int64_t>(word() % span));
    }
    /// The same, and one in eight behind the year 9999.
    sys_seconds any_second() { return below(8) == 0 ? last + seconds(1 + below(9)) : second(); }
    template <class Duration>
    Duration fraction() {
        constexpr auto unit = static_cast<std::uint64_t>(Duration::period::den);
        std::uint64_t const edges[] = {0, 1, unit - 1, unit / 2, unit - 500};
        return Duration(static_cast<std::int64_t>(below(2) ? edges[below(5)] : word() % unit));
    }
    bool null() { return below(4) == 0; }
    std::optional<std::string> some_text() {
        char const* const texts[] = {"2024-02-29 23:59:59.999",
                                     "1969-12-31T12:00Z",
                                     "0000-01-01",
                                     "9999-12-31 23:59:59",
                                     "2024-06-01 01:02:03+05:30",
                                     "12:34",
                                     "2451545.25",
                                     "",
                                     "no time",
                                     "2024-13-01",
                                     "24:00"};
        return null() ? std::nullopt : std::optional<std::string>(texts[below(11)]);
    }

private:
    unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }
    std::uint64_t word() { return std::uint64_t{random_()} << 32U | random_(); }
    std::mt19937 random_;
};

lithe::connection moments(unsigned seed) {
    lithe::connection c{":memory:"};
    c.create_tables<Moment>();
    random_times random(seed);
    std::vector<Moment> all(seed % 5 == 0 ? 0 : seed % 23);
    for (Moment& one : all) {
        one.s = random.any_second();
        if (!random.null())
            one.ms = random.any_second() + random.fraction<milliseconds>();
        if (!random.null())
            one.us = random.any_second() + random.fraction<microseconds>();
        if (!random.null())
            one.h = floor<hours>(random.any_second());
        if (!random.null())
            one.iso = random.second() + random.fraction<milliseconds>();
        if (!random.null())
            one.whole = random.any_second();
        if (!random.null())
            one.julian = random.second() + random.fraction<milliseconds>();
        one.born = floor<days>(random.second());
        if (!random.null())
            one.maybe = floor<days>(random.second());
        one.text = random.some_text();
    }
    c.insert_all(all);
    return c;
}

/// What std::chrono makes of a time; nothing behind the year 9999.
template <class Duration>
std::optional<std::string> said_by_chrono(std::optional<sys_time<Duration>> const& at) {
    if (!at || floor<seconds>(*at) > last)
        return std::nullopt;
    sys_days const midnight = floor<days>(*at);
    year_month_day const date = midnight;
    hh_mm_ss const clock(floor<milliseconds>(*at - midnight));
    char line[80];
    std::snprintf(line, sizeof line, "%04d-%02u-%02u %02d:%02d:%02d.%03d %03d %u",
                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()),
                  static_cast<int>(clock.subseconds().count()),
                  static_cast<int>((midnight - sys_days(date.year() / January / 1)).count() + 1),
                  weekday(midnight).c_encoding());
    return line;
}

template <class Column>
bool is_said_by_chrono(lithe::connection& c, Column const& column) {
    for (auto const& [at, date, second, line] :
         c.fetch_all(from<Moment>().select(column, lithe::date(column), lithe::unixepoch(column),
                                           strftime<"%Y-%m-%d %H:%M:%f %j %w">(column)))) {
        std::optional const given = at;
        if (line != said_by_chrono(given))
            return false;
        if (line ? date != year_month_day(floor<days>(*given)) || second != floor<seconds>(*given)
                 : date || second)
            return false;
    }
    return true;
}

template <class Query>
void judge(Query const& query, std::string const& sql) {
    rows::judge(query, sql, moments);
}

}  // namespace

TEST_CASE("dates: of ticks, what std::chrono says") {
    rows::judge_answer("ticks", moments, [](lithe::connection& c) {
        return is_said_by_chrono(c, s) && is_said_by_chrono(c, ms) && is_said_by_chrono(c, us) &&
               is_said_by_chrono(c, h);
    });
}

TEST_CASE("dates: of every stored form, what SQLite says") {
    // Of microseconds the thousandths below them are cut off.
    judge(from<Moment>().select(key, lithe::datetime(s), lithe::time(ms), lithe::julianday(us),
                                lithe::julianday(h), lithe::datetime(iso), lithe::time(whole),
                                strftime<"%Y %W %s %J %f">(julian), lithe::datetime(text)),
          "SELECT id, datetime(s, 'unixepoch'), time(ms / 1000.0, 'unixepoch'), julianday((us - "
          "(us % 1000 + 1000) % 1000) / 1000 / 1000.0, 'unixepoch'), julianday(h * 3600, "
          "'unixepoch'), datetime(iso), time(whole, 'unixepoch'), strftime('%Y %W %s %J %f', "
          "julian), datetime(text) FROM moments");
    judge(from<Moment>().select(lithe::date(s), lithe::date(iso), lithe::unixepoch(julian),
                                lithe::unixepoch(born), lithe::julianday(maybe)),
          "SELECT date(s, 'unixepoch'), date(iso), unixepoch(julian), unixepoch(born), "
          "julianday(maybe) FROM moments");
}

TEST_CASE("dates: modifiers, one behind the other") {
    judge(from<Moment>().select(
              lithe::datetime<"start of month", "+1 month", "-1 day">(s),
              lithe::datetime<"+1.5 hours", "weekday 0">(ms), lithe::time<"-00:30">(us),
              lithe::datetime<"start of year">(iso), lithe::julianday<"+01:02:03">(julian),
              strftime<"%Y-%m-%d", "-1 years", "start of day">(maybe),
              lithe::unixepoch<"+90 minutes">(whole), lithe::datetime<"-40 seconds">(text)),
          "SELECT datetime(s, 'unixepoch', 'start of month', '+1 month', '-1 day'), datetime(ms / "
          "1000.0, 'unixepoch', '+1.5 hours', 'weekday 0'), time((us - (us % 1000 + 1000) % 1000) "
          "/ 1000 / 1000.0, 'unixepoch', '-00:30'), datetime(iso, 'start of year'), "
          "julianday(julian, '+01:02:03'), strftime('%Y-%m-%d', maybe, '-1 years', 'start of "
          "day'), unixepoch(whole, 'unixepoch', '+90 minutes'), datetime(text, '-40 seconds') FROM "
          "moments");
}

TEST_CASE("dates: in conditions, groups and orders") {
    judge(from<Moment>().where(lithe::date(ms) >= born || lithe::unixepoch(iso) < s).select(key),
          "SELECT id FROM moments WHERE date(ms / 1000.0, 'unixepoch') >= born OR unixepoch(iso) < "
          "s");
    judge(from<Moment>()
              .group_by(strftime<"%m">(us))
              .select(strftime<"%m">(us), count(), max(lithe::date(julian))),
          "SELECT strftime('%m', (us - (us % 1000 + 1000) % 1000) / 1000 / 1000.0, 'unixepoch'), "
          "count(*), max(date(julian)) FROM moments GROUP BY 1");
}

TEST_CASE("dates: before the year 0, texts are SQLite's and a date is an error") {
    lithe::connection c{":memory:"};
    c.create_tables<Moment>();
    c.insert(Moment{.s = first - 1s, .born = 0y / January / 1});
    CHECK(rows::same(c, from<Moment>().select(lithe::datetime(s), lithe::unixepoch(s)),
                     "SELECT datetime(s, 'unixepoch'), unixepoch(s, 'unixepoch') FROM moments"));
    CHECK_THROWS_AS(c.fetch_all(from<Moment>().select(lithe::date(s))), lithe::conversion_error);
    CHECK_THROWS_AS(c.fetch_all(from<Moment>().select(lithe::date<"-1 day">(born))),
                    lithe::conversion_error);
}
