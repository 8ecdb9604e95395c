// SPDX-License-Identifier: BSL-1.0
//
// Times as ticks, dates as text, at their limits; what is no date is refused in both directions.
#include <lithe/value/chrono.hpp>

#include <lithe/sqlite.hpp>

#include "support/catch.hpp"
#include "support/describe_table.hpp"

#include <string>
#include <vector>

namespace {

using namespace std::chrono;
using lithe::value_traits;
using nano_time = sys_time<nanoseconds>;
using small_time = sys_time<duration<std::int16_t>>;
using unsigned_time = sys_time<duration<std::uint64_t>>;

using date_traits = value_traits<year_month_day>;
using lithe::detail::storage_class;
using lithe::detail::storage_class_of;

static_assert(storage_class_of<nano_time>() == storage_class::integer);
static_assert(storage_class_of<sys_days>() == storage_class::integer);
static_assert(storage_class_of<year_month_day>() == storage_class::text);
static_assert(storage_class_of<local_seconds>() == storage_class::none);
static_assert(storage_class_of<sys_time<duration<double>>>() == storage_class::none);
static_assert(storage_class_of<seconds>() ==
              storage_class::none);  // a length of time is not a time
#if defined(__cpp_lib_chrono) && __cpp_lib_chrono >= 201907L
static_assert(storage_class_of<zoned_time<seconds>>() == storage_class::none);
#endif

static_assert(value_traits<nano_time>::to_storage(nano_time(nanoseconds(INT64_MIN))) == INT64_MIN);
static_assert(value_traits<nano_time>::from_storage(INT64_MAX).time_since_epoch().count() ==
              INT64_MAX);
static_assert(date_traits::to_storage(year(2024) / 2 / 29).view() == "2024-02-29");
static_assert(date_traits::from_storage("0000-01-01") == year(0) / 1 / 1);

struct diary {
    std::int64_t id = 0;
    year_month_day day = year(1970) / 1 / 1;
    std::optional<year_month_day> until{};
    nano_time at{};
    static constexpr auto schema() {
        return lithe::table("diary", lithe::primary_key<&diary::id>,
                            lithe::default_value<&diary::day>(year(2000) / 2 / 29));
    }
};

}  // namespace

TEST_CASE("ticks that the field's type cannot hold are refused") {
    CHECK(value_traits<small_time>::from_storage(-32768).time_since_epoch().count() == -32768);
    CHECK_THROWS_AS(value_traits<small_time>::from_storage(32768), std::range_error);
    CHECK_THROWS_AS(value_traits<unsigned_time>::from_storage(-1), std::range_error);
    unsigned_time const late{duration<std::uint64_t>(std::uint64_t{1} << 63U)};
    CHECK_THROWS_AS(value_traits<unsigned_time>::to_storage(late), std::range_error);
}

TEST_CASE("all dates of SQLite's years are its own texts") {
    lithe::connection db(":memory:");
    for (int day = -719528; day <= 2932896; day += 373) {
        year_month_day const date = sys_days(days(day));
        std::string const text = date_traits::to_storage(date);
        auto const wanted =
            lithe_test::rows_of(db.native_handle(), "SELECT date(" + std::to_string(day) +
                                                        " * 86400, 'unixepoch')")[0][0];
        if (text != wanted)
            CHECK(text == wanted);
        if (date_traits::from_storage(text) != date)
            CHECK(text == "");
    }
    CHECK(std::string(date_traits::to_storage(sys_days(days(2932896)))) == "9999-12-31");
}

TEST_CASE("what is no date is refused") {
    CHECK_THROWS_AS(date_traits::to_storage(year(-1) / 12 / 31), std::range_error);
    CHECK_THROWS_AS(date_traits::to_storage(year(10000) / 1 / 1), std::range_error);
    CHECK_THROWS_AS(date_traits::to_storage(year(2023) / 2 / 29), std::range_error);
    CHECK_THROWS_AS(date_traits::to_storage(year_month_day{}), std::range_error);
    for (char const* const text :
         {"", "2023-02-29", "2023-2-01", "2023-02-1", "2023/02/01", "2023-00-10", "2023-13-01",
          "2023-01-32", "2023-01-00", "02023-01-01", "2023-01-01 ", " 2023-01-01", "-023-01-01",
          "2023-01-01T00:00", "20230101", "yesterday!"})
        CHECK_THROWS_AS(date_traits::from_storage(text), std::range_error);
}

TEST_CASE("dates sort and compare in the database as they do in C++") {
    lithe::connection db(":memory:");
    db.create_tables<diary>();
    std::vector<year_month_day> const days_in_order{year(0) / 1 / 1, year(999) / 12 / 31,
                                                    year(1969) / 12 / 31, year(2024) / 2 / 29,
                                                    year(9999) / 12 / 31};
    for (auto const day : {4, 1, 3, 0, 2})
        db.insert(diary{.day = days_in_order[static_cast<std::size_t>(day)]});
    using lithe::col;
    CHECK(db.fetch_all(lithe::from<diary>().select(col<&diary::day>).order_by(col<&diary::day>)) ==
          days_in_order);
    CHECK(db.fetch_one(lithe::from<diary>()
                           .where(col<&diary::day> > year(1969) / 12 / 31)
                           .select(lithe::count())) == 2);
    CHECK(db.fetch_one(lithe::from<diary>().select(max(col<&diary::day>))) == year(9999) / 12 / 31);
    CHECK(db.fetch_all(lithe::from<diary>().where(col<&diary::day>.in(days_in_order))).size() == 5);

    auto const id = db.insert(diary{}, lithe::defaults<&diary::day>);
    CHECK(db.get<diary>(id).day == year(2000) / 2 / 29);
    try {
        db.insert(diary{.day = year(2023) / 2 / 29});
        FAIL("no exception");
    } catch (lithe::conversion_error const& error) {
        CHECK(error.column() == "day");
        CHECK(error.expected() == "date (TEXT YYYY-MM-DD)");
    }
    db.execute_script("UPDATE diary SET day = '2023-02-30'");
    CHECK_THROWS_AS(db.fetch_all(lithe::from<diary>()), lithe::conversion_error);
}
