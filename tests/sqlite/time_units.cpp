// SPDX-License-Identifier: BSL-1.0
//
// Times of a coarser unit beside a column of a finer one: what it cannot count is an error.
#include <lithe/lithe.hpp>
#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

using namespace std::chrono;
using lithe::col, lithe::from;

namespace {

struct unit_row {
    std::int64_t id = 0;
    sys_time<nanoseconds> ns{};
    std::optional<sys_time<nanoseconds>> maybe{};
    sys_time<milliseconds> ms{};
    sys_time<duration<std::int32_t>> narrow{};
    sys_time<nanoseconds> text{};
    static constexpr auto schema() {
        return lithe::table("unit_rows", lithe::primary_key<&unit_row::id>,
                            lithe::stored_as<&unit_row::text>(lithe::iso8601));
    }
};
struct unit_key {
    sys_time<nanoseconds> at{};
    int part = 0;
    static constexpr auto schema() {
        return lithe::table("unit_keys", lithe::primary_key<&unit_key::at, &unit_key::part>,
                            lithe::without_rowid);
    }
};

constexpr sys_days now = sys_days(2024y / 1 / 1);
constexpr sys_days far = sys_days(2500y / 1 / 1);
// The last whole second that nanoseconds count, and the one after it; the same below.
constexpr sys_seconds most{seconds(9'223'372'036)};
constexpr sys_seconds least{seconds(-9'223'372'036)};
constexpr auto ns = col<&unit_row::ns>;
constexpr auto maybe = col<&unit_row::maybe>;

using lithe::detail::is_time_in_range;
using nano_time = sys_time<nanoseconds>;
static_assert(is_time_in_range<nano_time>(most) && is_time_in_range<nano_time>(least));
static_assert(!is_time_in_range<nano_time>(most + 1s) && !is_time_in_range<nano_time>(least - 1s));
static_assert(is_time_in_range<sys_time<milliseconds>>(far));
static_assert(!is_time_in_range<sys_time<milliseconds>>((sys_seconds::max)()));

using small_time = sys_time<duration<std::int32_t, std::milli>>;
static_assert(!is_time_in_range<small_time>(sys_time<years>(years(1))));
static_assert(is_time_in_range<small_time>(sys_time<years>(years(0))));

template <class Function>
void refuses(Function&& function, std::string const& column = "") {
    try {
        function();
        FAIL("no error");
    } catch (lithe::conversion_error const& failure) {
        CHECK(failure.found().find("range") != std::string::npos);
        CHECK((column.empty() || failure.column() == column));
    }
}

}  // namespace

TEST_CASE("a time that the column's unit cannot count is refused, in conditions and in writes") {
    lithe::connection db{":memory:"};
    db.create_tables<unit_row>();
    db.insert(unit_row{.ns = now, .maybe = now, .ms = now, .text = now});
    auto const rows = [&](auto condition) {
        return db.fetch_all(from<unit_row>().where(condition)).size();
    };
    CHECK(rows(ns == now) == 1);
    CHECK(rows(now < ns) == 0);
    CHECK(rows(ns < most) == 1);
    CHECK(rows(least < ns) == 1);
    CHECK(rows(ns.between(least, most)) == 1);
    CHECK(rows(ns.in(far - days(200'000), now)) == 1);
    CHECK(rows(maybe == std::optional<sys_days>(now)) == 1);
    CHECK(rows(maybe == std::optional<sys_days>()) == 0);
    CHECK(rows(col<&unit_row::ms> < far) == 1);
    CHECK(rows(col<&unit_row::text> == now) == 1);
    CHECK(rows(col<&unit_row::narrow> < now) == 1);
    CHECK(rows(lithe::when(false, ns < far)) == 1);

    refuses([&] { rows(ns < far); });
    refuses([&] { rows(far > ns); });
    refuses([&] { rows(ns < most + 1s); });
    refuses([&] { rows(ns > least - 1s); });
    refuses([&] { rows(ns.between(least, far)); });
    refuses([&] { rows(ns.in(now, far)); });
    refuses([&] { rows(maybe == std::optional<sys_days>(far)); });
    refuses([&] { rows(lithe::when(true, ns < far)); });
    refuses([&] { rows(lithe::coalesce(maybe, far) == now); });
    refuses([&] { rows(col<&unit_row::ms> < (sys_seconds::max)()); });
    refuses([&] { rows(col<&unit_row::text> < far); });
    refuses([&] { rows(col<&unit_row::narrow> < far); });

    refuses([&] { db.execute(lithe::update<unit_row>().set(ns = far).all_rows()); });
    refuses([&] { db.execute(lithe::update<unit_row>().set(maybe = far).all_rows()); });
    refuses([&] { db.execute(lithe::delete_from<unit_row>().where(ns > far)); });
    CHECK(db.get<unit_row>(1).ns == now);
    db.execute(lithe::update<unit_row>().set(ns = most, maybe = least).all_rows());
    CHECK(db.get<unit_row>(1).ns == most);
    CHECK(db.get<unit_row>(1).maybe == nano_time(least));
}

TEST_CASE("a key of a coarser unit is the row's or an error, never another row's") {
    lithe::connection db{":memory:"};
    db.create_tables<unit_key>();
    // What 2500 was in the 64 bits of nanoseconds.
    auto const wrapped =
        static_cast<std::uint64_t>(far.time_since_epoch().count()) * 86'400'000'000'000ULL;
    db.insert(unit_key{.at = nano_time(nanoseconds(static_cast<std::int64_t>(wrapped)))});
    db.insert(unit_key{.at = now, .part = 2});
    CHECK(db.find<unit_key>(now, 2).has_value());
    refuses([&] { static_cast<void>(db.find<unit_key>(far, 0)); }, "at");
    refuses([&] { static_cast<void>(db.get<unit_key>(far, 0)); }, "at");
    refuses([&] { db.erase<unit_key>(far, 0); }, "at");
    CHECK(db.fetch_one(from<unit_key>().select(lithe::count())) == 2);
    CHECK(db.erase<unit_key>(now, 2));
}

TEST_CASE("a time in a descriptor that the column cannot count is an error") {
    lithe::sql_writer out;
    CHECK_THROWS_AS((ns < far).write_literal(out), std::range_error);
    (ns < now).write_literal(out);
}
