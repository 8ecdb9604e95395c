// SPDX-License-Identifier: BSL-1.0
//
// The stored forms of a time. The judge is SQLite: strftime() and julianday() of the same instant.
#include <lithe/value/time_format.hpp>

#include <lithe/sqlite.hpp>

#include "support/catch.hpp"

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace {

using namespace std::chrono;
using lithe::col;
using milli_time = sys_time<milliseconds>;
using nano_time = sys_time<nanoseconds>;
using quarter_time = sys_time<duration<std::int64_t, std::ratio<1, 4>>>;
using minute_time = sys_time<minutes>;

template <class Time>
using iso = lithe::iso8601_t::traits<Time>;
template <class Time>
using unix_form = lithe::unix_seconds_t::traits<Time>;
template <class Time>
using julian = lithe::julian_day_t::traits<Time>;

template <class Time>
std::string iso_text(Time time) {
    return iso<Time>::to_storage(time);
}

constexpr auto first_second = sys_seconds(sys_days(year(0) / 1 / 1));
constexpr auto last_second = sys_seconds(sys_days(year(9999) / 12 / 31)) + 86399s;

static_assert(iso<milli_time>::to_storage(milli_time(1500ms)).view() == "1970-01-01T00:00:01.500Z");
static_assert(iso<milli_time>::to_storage(milli_time(-1ms)).view() == "1969-12-31T23:59:59.999Z");
static_assert(iso<sys_seconds>::to_storage(first_second).view() == "0000-01-01T00:00:00Z");
static_assert(iso<sys_seconds>::to_storage(last_second).view() == "9999-12-31T23:59:59Z");
static_assert(iso<nano_time>::from_storage("2001-02-03T04:05:06.123456789Z") ==
              sys_days(year(2001) / 2 / 3) + 4h + 5min + 6s + 123456789ns);
static_assert(iso<sys_days>::to_storage(sys_days(year(2024) / 2 / 29)).view() ==
              "2024-02-29T00:00:00Z");
static_assert(iso<quarter_time>::to_storage(quarter_time(quarter_time::duration(3))).view() ==
              "1970-01-01T00:00:00.75Z");
static_assert(unix_form<milli_time>::to_storage(milli_time(-2s)) == -2);
static_assert(julian<sys_seconds>::to_storage(sys_seconds(0s)) == 2440587.5);

struct event {
    std::int64_t id = 0;
    milli_time iso{};
    sys_seconds whole{};
    std::optional<milli_time> julian{};
    std::optional<nano_time> fine{};
    milli_time ticks{};

    static constexpr auto schema() {
        return lithe::table("event", lithe::primary_key<&event::id>,
                            lithe::stored_as<&event::iso>(lithe::iso8601),
                            lithe::stored_as<&event::whole>(lithe::unix_seconds),
                            lithe::stored_as<&event::julian>(lithe::julian_day),
                            lithe::stored_as<&event::fine>(lithe::iso8601),
                            lithe::default_value<&event::iso>(milli_time(1500ms)),
                            lithe::default_value<&event::julian>(milli_time(250ms)),
                            lithe::default_value<&event::ticks>(milli_time(7ms)),
                            lithe::check(col<&event::iso> >= milli_time(0ms)));
    }
};

std::string ask_text(lithe::connection& db, std::string const& sql) {
    sqlite3_stmt* statement = nullptr;
    REQUIRE(sqlite3_prepare_v2(db.native_handle(), sql.c_str(), -1, &statement, nullptr) ==
            SQLITE_OK);
    REQUIRE(sqlite3_step(statement) == SQLITE_ROW);
    auto const* const text = reinterpret_cast<char const*>(sqlite3_column_text(statement, 0));
    std::string const answer = text == nullptr ? "NULL" : text;
    sqlite3_finalize(statement);
    return answer;
}

double ask_real(lithe::connection& db, std::string const& sql) {
    sqlite3_stmt* statement = nullptr;
    REQUIRE(sqlite3_prepare_v2(db.native_handle(), sql.c_str(), -1, &statement, nullptr) ==
            SQLITE_OK);
    REQUIRE(sqlite3_step(statement) == SQLITE_ROW);
    double const answer = sqlite3_column_double(statement, 0);
    sqlite3_finalize(statement);
    return answer;
}

bool same_bits(double left, double right) {
    return std::memcmp(&left, &right, sizeof left) == 0;
}

// Seconds spread over all years that SQLite knows, with both ends.
std::vector<std::int64_t> sample_seconds() {
    std::vector<std::int64_t> seconds{first_second.time_since_epoch().count(),
                                      last_second.time_since_epoch().count(),
                                      -1,
                                      0,
                                      1,
                                      951782400};
    std::uint64_t state = 42;
    for (int at = 0; at < 400; ++at) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        auto const span = static_cast<std::uint64_t>(seconds[1] - seconds[0]);
        seconds.push_back(seconds[0] + static_cast<std::int64_t>((state >> 16U) % span));
    }
    return seconds;
}

event make_event(int number) {
    event made;
    made.iso = milli_time(1000ms * number + 1ms);
    made.whole = sys_seconds(seconds(number));
    made.julian = milli_time(milliseconds(number));
    made.fine = nano_time(nanoseconds(number));
    made.ticks = milli_time(milliseconds(number));
    return made;
}

bool operator==(event const& left, event const& right) {
    return left.id == right.id && left.iso == right.iso && left.whole == right.whole &&
           left.julian == right.julian && left.fine == right.fine && left.ticks == right.ticks;
}

}  // namespace

TEST_CASE("ISO texts, seconds and Julian days are those of SQLite's date functions") {
    lithe::connection db(":memory:");
    for (std::int64_t const second : sample_seconds()) {
        sys_seconds const time{seconds(second)};
        std::string const number = std::to_string(second);
        CAPTURE(number);
        std::string const text = iso_text(time);
        CHECK(text ==
              ask_text(db, "SELECT strftime('%Y-%m-%dT%H:%M:%SZ', " + number + ", 'unixepoch')"));
        CHECK(ask_text(db, "SELECT strftime('%s', '" + text + "')") == number);
        CHECK(iso<sys_seconds>::from_storage(text) == time);
        double const day = julian<sys_seconds>::to_storage(time);
        CHECK(same_bits(day, ask_real(db, "SELECT julianday('" + text + "')")));
        CHECK(julian<sys_seconds>::from_storage(day) == time);

        milli_time const fine = time + milliseconds((second % 1000 + 1000) % 1000);
        std::string const fine_text = iso_text(fine);
        double const fine_day = julian<milli_time>::to_storage(fine);
        CHECK(same_bits(fine_day, ask_real(db, "SELECT julianday('" + fine_text + "')")));
        CHECK(julian<milli_time>::from_storage(fine_day) == fine);
        CHECK(iso<milli_time>::from_storage(fine_text) == fine);
    }
}

TEST_CASE("ISO texts are read in the forms that SQLite reads, as the same instants") {
    lithe::connection db(":memory:");
    for (char const* const text :
         {"2001-02-03", "2001-02-03T04:05", "2001-02-03 04:05", "2001-02-03 04:05:06",
          "2001-02-03T04:05:06Z", "2001-02-03 04:05:06.25", "2001-02-03T04:05:06.250Z",
          "2001-02-03T04:05:06.2500000000000000000000Z", "2001-02-03T04:05:06+01:30",
          "2001-02-03T04:05:06-11:00", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z"}) {
        CAPTURE(text);
        auto const count = iso<milli_time>::from_storage(text).time_since_epoch().count();
        std::string const sql = "SELECT CAST(round((julianday('" + std::string(text) +
                                "') - 2440587.5) * 86400000) AS INT)";
        CHECK(std::to_string(count) == ask_text(db, sql));
    }
}

TEST_CASE("what is no time, or is finer than the field, is refused") {
    for (char const* const text : {"",
                                   "2001",
                                   "2001-02-29",
                                   "2001-13-01",
                                   "2001-00-01",
                                   "2001-01-00",
                                   "2001-02-03T",
                                   "2001-02-03T04",
                                   "2001-02-03T24:00:00Z",
                                   "2001-02-03T23:60:00Z",
                                   "2001-02-03T23:59:60Z",
                                   "2001-02-03T04:05:06.Z",
                                   "2001-02-03T04:05:06.0001Z",
                                   "2001-02-03T04:05:06ZZ",
                                   "2001-02-03T04:05:06 ",
                                   "2001-02-03T04:05:06+1:30",
                                   " 2001-02-03",
                                   "-001-02-03",
                                   "2001-02-03x04:05:06",
                                   "12:00:00",
                                   "10000-01-01T00:00:00Z"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(iso<milli_time>::from_storage(text), std::range_error);
    }
    CHECK_THROWS_AS(iso<sys_seconds>::from_storage("2001-02-03T04:05:06.5Z"), std::range_error);
    CHECK_THROWS_AS(iso<minute_time>::from_storage("2001-02-03T04:05:06Z"), std::range_error);
    CHECK_THROWS_AS(iso<quarter_time>::from_storage("2001-02-03T04:05:06.30Z"), std::range_error);
    CHECK_THROWS_AS(iso_text(first_second - 1s), std::range_error);
    CHECK_THROWS_AS(iso_text(last_second + 1s), std::range_error);
    CHECK_THROWS_AS(unix_form<milli_time>::to_storage(milli_time(1ms)), std::range_error);
    CHECK_THROWS_AS(unix_form<minute_time>::from_storage(61), std::range_error);
    CHECK_THROWS_AS(unix_form<nano_time>::from_storage(INT64_MAX), std::range_error);
    CHECK_THROWS_AS(julian<nano_time>::to_storage(nano_time(1ns)), std::range_error);
    CHECK_THROWS_AS(julian<milli_time>::from_storage(-0.1), std::range_error);
    CHECK_THROWS_AS(julian<milli_time>::from_storage(5373484.5), std::range_error);
    CHECK_THROWS_AS(julian<milli_time>::from_storage(std::numeric_limits<double>::quiet_NaN()),
                    std::range_error);
    CHECK_THROWS_AS(julian<sys_seconds>::from_storage(2440587.5 + 0.5 / 86400), std::range_error);
    CHECK_THROWS_AS(iso<nano_time>::from_storage("2300-01-01T00:00:00Z"), std::range_error);
}

TEST_CASE(
    "every representable tick survives: the limits of 64-bit nanoseconds and of small ticks") {
    for (std::int64_t const ticks : {INT64_MIN, INT64_MIN + 1, INT64_MAX, INT64_MAX - 1}) {
        nano_time const time{nanoseconds(ticks)};
        CHECK(iso<nano_time>::from_storage(iso_text(time)) == time);
    }
    using small_time = sys_time<duration<std::int32_t>>;
    small_time const end{duration<std::int32_t>(INT32_MAX)};
    CHECK(iso<small_time>::from_storage(iso_text(end)) == end);
    CHECK_THROWS_AS(iso<small_time>::from_storage("2038-01-19T03:14:08Z"), std::range_error);
    CHECK(unix_form<sys_days>::from_storage(86400) == sys_days(days(1)));
    CHECK_THROWS_AS(unix_form<sys_days>::from_storage(86401), std::range_error);
}

TEST_CASE("a column with a form of its own is written, compared and read in that form") {
    lithe::connection db(":memory:");
    db.create_tables<event>();
    std::int64_t const first = db.insert(make_event(1));
    std::vector<event> more{make_event(2), make_event(3)};
    more.push_back(make_event(4));
    more.back().julian.reset();
    more.back().fine.reset();
    REQUIRE(db.insert_all(more) == 3);

    event wanted = make_event(1);
    wanted.id = first;
    CHECK(db.get<event>(first) == wanted);
    CHECK(
        ask_text(
            db,
            "SELECT iso || '|' || whole || '|' || fine || '|' || ticks FROM event WHERE id = 1") ==
        "1970-01-01T00:00:01.001Z|1|1970-01-01T00:00:00.000000001Z|1");
    CHECK(same_bits(ask_real(db, "SELECT julian FROM event WHERE id = 1"),
                    ask_real(db, "SELECT julianday('1970-01-01T00:00:00.001Z')")));

    auto const ids = [&](auto const& condition) {
        return db.fetch_all(lithe::from<event>()
                                .where(condition)
                                .select(col<&event::id>)
                                .order_by(col<&event::id>));
    };
    using numbers = std::vector<std::int64_t>;
    CHECK(ids(col<&event::iso> == milli_time(2001ms)) == numbers{2});
    CHECK(ids(col<&event::iso> < milli_time(3001ms)) == numbers{1, 2});
    CHECK(ids(col<&event::whole> >= sys_seconds(3s)) == numbers{3, 4});
    CHECK(ids(col<&event::julian> == milli_time(3ms)) == numbers{3});
    CHECK(ids(col<&event::julian> == std::optional<milli_time>()) == numbers{4});
    CHECK(ids(col<&event::julian> == std::optional<milli_time>(milli_time(2ms))) == numbers{2});
    CHECK(ids(col<&event::iso>.between(milli_time(2001ms), milli_time(3001ms))) == numbers{2, 3});
    CHECK(ids(col<&event::iso>.in(milli_time(1001ms), milli_time(4001ms))) == numbers{1, 4});
    std::vector<milli_time> const wanted_times{milli_time(1001ms), milli_time(3001ms)};
    CHECK(ids(col<&event::iso>.in(wanted_times)) == numbers{1, 3});
    CHECK(ids(col<&event::whole>.in(std::vector<sys_seconds>{sys_seconds(2s)})) == numbers{2});
    // Seconds fit a column of milliseconds and are converted before they are written.
    CHECK(ids(col<&event::iso> > sys_seconds(3s)) == numbers{3, 4});

    CHECK(db.fetch_one(lithe::from<event>().select(max(col<&event::iso>))) == milli_time(4001ms));
    CHECK(db.fetch_one(lithe::from<event>().select(min(col<&event::julian>))) == milli_time(1ms));
    CHECK(db.fetch_all(
                lithe::from<event>().select(col<&event::whole>).order_by(desc(col<&event::whole>)))
              .front() == sys_seconds(4s));

    db.execute(lithe::update<event>()
                   .set(col<&event::iso> = milli_time(9999ms), col<&event::julian> = nullptr)
                   .where(col<&event::id> == first));
    CHECK(db.get<event>(first).iso == milli_time(9999ms));
    CHECK_FALSE(db.get<event>(first).julian.has_value());

    event changed = make_event(8);
    changed.id = 2;
    CHECK(db.update(changed));
    db.upsert(changed);
    CHECK(db.get<event>(2) == changed);
}

TEST_CASE("a default and a CHECK are written in the column's form") {
    lithe::connection db(":memory:");
    db.create_tables<event>();
    auto const id = db.insert(event{}, lithe::defaults<&event::iso, &event::julian, &event::ticks>);
    event const read = db.get<event>(id);
    CHECK(read.iso == milli_time(1500ms));
    CHECK(read.julian == milli_time(250ms));
    CHECK(read.ticks == milli_time(7ms));
    event before;
    before.iso = milli_time(-1ms);
    CHECK_THROWS_AS(db.insert(before), lithe::constraint_error);
}

TEST_CASE("a stored text that is no time names table, column, expected and found") {
    lithe::connection db(":memory:");
    db.create_tables<event>();
    db.execute_script("INSERT INTO event(id, iso, whole) VALUES (1, 'yesterday', 0)");
    try {
        static_cast<void>(db.find<event>(1));
        FAIL("no exception");
    } catch (lithe::conversion_error const& error) {
        CHECK(error.table() == "event");
        CHECK(error.column() == "iso");
        CHECK(error.expected() == "time (TEXT YYYY-MM-DDTHH:MM:SSZ)");
    }
    event late;
    late.fine = nano_time(nanoseconds(1));
    late.julian = milli_time(milliseconds(INT64_MAX));
    try {
        db.insert(late);
        FAIL("no exception");
    } catch (lithe::conversion_error const& error) {
        CHECK(error.column() == "julian");
    }
    CHECK_THROWS_AS(db.insert_all(std::vector<event>{late}), lithe::conversion_error);
}
