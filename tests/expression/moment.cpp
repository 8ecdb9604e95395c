// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/moment.hpp>

#include <lithe/expression/date.hpp>

#include "support/people.hpp"

#include <random>

namespace {

using namespace lithe;
using namespace std::chrono;
using lithe_test::literal_text_of, lithe_test::text_of;

struct Times {
    std::int64_t id = 0;
    sys_time<nanoseconds> ns{};
    sys_time<microseconds> us{};
    sys_time<milliseconds> ms{};
    sys_time<duration<std::int64_t, std::centi>> cs{};
    sys_time<duration<std::int64_t, std::ratio<1, 64>>> parts{};
    sys_seconds s{};
    sys_time<minutes> min{};
    sys_days days{};
    sys_time<microseconds> text{};
    sys_seconds seconds{};
    sys_time<milliseconds> julian{};
    static constexpr auto schema() {
        return lithe::table("times", lithe::primary_key<&Times::id>,
                            lithe::stored_as<&Times::text>(lithe::iso8601),
                            lithe::stored_as<&Times::seconds>(lithe::unix_seconds),
                            lithe::stored_as<&Times::julian>(lithe::julian_day));
    }
};

static_assert(text_of(strftime<"%f">(col<&Times::us>)) ==
              R"(strftime('%f', ("us" - ("us" < 0) * 999) / 1000 / 1000.0, 'unixepoch'))");
static_assert(text_of(strftime<"%f">(col<&Times::cs>)) ==
              R"(strftime('%f', "cs" / 100.0, 'unixepoch'))");
static_assert(text_of(strftime<"%f">(col<&Times::min>)) ==
              R"(strftime('%f', "min" * 60, 'unixepoch'))");
static_assert(text_of(strftime<"%f">(col<&Times::text>)) == R"(strftime('%f', "text"))");
static_assert(text_of(strftime<"%f">(col<&Times::seconds>)) ==
              R"(strftime('%f', "seconds", 'unixepoch'))");
static_assert(text_of(strftime<"%f">(col<&Times::julian>)) == R"(strftime('%f', "julian"))");

std::string two(std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}
/// YYYY-MM-DD HH:MM:SS.fff by std::chrono.
std::string shown(sys_time<nanoseconds> time) {
    auto const day = floor<days>(time);
    year_month_day const date(day);
    hh_mm_ss const clock(floor<milliseconds>(time) - day);
    std::string const thousandths = std::to_string(1000 + clock.subseconds().count()).substr(1);
    return std::to_string(static_cast<int>(date.year())) + "-" +
           two(static_cast<unsigned>(date.month())) + "-" + two(static_cast<unsigned>(date.day())) +
           " " + two(clock.hours().count()) + ":" + two(clock.minutes().count()) + ":" +
           two(clock.seconds().count()) + "." + thousandths;
}

}  // namespace

TEST_CASE(
    "moments: every stored form and all ticks are what std::chrono says, cut to milliseconds") {
    lithe::connection db(":memory:");
    db.create_tables<Times>();
    std::mt19937_64 random(17);
    std::uniform_int_distribution<std::int64_t> any(-8'000'000'000'000'000'000,
                                                    8'000'000'000'000'000'000);
    std::vector<sys_time<nanoseconds>> all{
        sys_time<nanoseconds>(nanoseconds(-1)), sys_time<nanoseconds>(nanoseconds(999'999'999)),
        sys_time<nanoseconds>(nanoseconds(-999'999)), sys_time<nanoseconds>(nanoseconds(0))};
    for (int at = 0; at < 200; ++at)
        all.push_back(sys_time<nanoseconds>(nanoseconds(any(random))));
    constexpr auto format = [](auto column) { return strftime<"%Y-%m-%d %H:%M:%f">(column); };
    for (auto const time : all) {
        INFO(time.time_since_epoch().count());
        Times const row{.ns = time,
                        .us = floor<microseconds>(time),
                        .ms = floor<milliseconds>(time),
                        .cs = floor<duration<std::int64_t, std::centi>>(time),
                        .parts = floor<duration<std::int64_t, std::ratio<1, 64>>>(time),
                        .s = floor<seconds>(time),
                        .min = floor<minutes>(time),
                        .days = floor<days>(time),
                        .text = floor<microseconds>(floor<milliseconds>(time)),
                        .seconds = floor<seconds>(time),
                        .julian = floor<milliseconds>(time)};
        auto const key = db.insert(row);
        auto const [ns, us, ms, cs, parts, s, min, day, text, unix_s, julian] = db.fetch_one(
            from<Times>()
                .where(col<&Times::id> == key)
                .select(format(col<&Times::ns>), format(col<&Times::us>), format(col<&Times::ms>),
                        format(col<&Times::cs>), format(col<&Times::parts>), format(col<&Times::s>),
                        format(col<&Times::min>), format(col<&Times::days>),
                        format(col<&Times::text>), format(col<&Times::seconds>),
                        format(col<&Times::julian>)));
        CHECK(ns == shown(time));
        CHECK(us == shown(time));
        CHECK(ms == shown(time));
        CHECK(cs == shown(row.cs));
        CHECK(s == shown(row.s));
        CHECK(min == shown(row.min));
        CHECK(day == shown(row.days));
        CHECK(text == shown(time));
        CHECK(unix_s == shown(row.s));
        CHECK(julian == shown(time));
        CHECK(parts.has_value());
        if (row.parts.time_since_epoch().count() % 8 == 0) {
            CHECK(parts == shown(row.parts));
        }
        // As a value, which is bound twice where its text has it twice.
        CHECK(db.fetch_one(from<Times>().where(col<&Times::id> == key).select(format(time))) ==
              shown(time));
    }
}

TEST_CASE("moments: in DDL") {
    CHECK(literal_text_of(lithe::date(sys_time<microseconds>(microseconds(-5)))) ==
          "date((-5 - (-5 < 0) * 999) / 1000 / 1000.0, 'unixepoch')");
    CHECK(literal_text_of(lithe::date(col<&Times::seconds>)) == R"(date("seconds", 'unixepoch'))");
}
