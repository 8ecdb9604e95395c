// SPDX-License-Identifier: BSL-1.0
//
// The text of the row that a trigger writes, and what it is refused for.
// tests/sqlite/stored_form.cpp and tests/sqlite/create_view.cpp run such triggers.
#include <lithe/statement/insert_row.hpp>

#include <lithe/sql.hpp>
#include <lithe/value/time_format.hpp>

#include "support/catch.hpp"

#include <chrono>

namespace {

using namespace lithe;
using lithe::detail::rule;

struct parcel {
    std::int64_t id = 0;
    std::chrono::sys_seconds sent{};
    std::chrono::sys_seconds ticks{};
    static constexpr auto schema() { return table("parcels", stored_as<&parcel::sent>(iso8601)); }
};
struct parcel_log {
    std::int64_t id = 0;
    std::chrono::sys_seconds sent{};
    static constexpr auto schema() {
        return table("parcel_log", stored_as<&parcel_log::sent>(iso8601));
    }
};

template <class... Assignments>
consteval rule rule_of(Assignments...) {
    return decltype(detail::find_in_insert_row<parcel_log, Assignments...>())::value;
}
constexpr auto sent = col<&parcel_log::sent>;
static_assert(rule_of(sent = new_<&parcel::sent>) == rule::none);
static_assert(rule_of(sent = new_<&parcel::ticks>) == rule::different_forms);
static_assert(rule_of(sent = std::chrono::sys_seconds()) == rule::none);
static_assert(rule_of(sent = new_<&parcel::sent>, sent = new_<&parcel::sent>) ==
              rule::assigned_twice);
static_assert(rule_of(col<&parcel::sent> = new_<&parcel::sent>) == rule::outside_target);
static_assert(rule_of(sent == new_<&parcel::sent>) == rule::not_an_assignment);

// set() of an INSERT: the same row, run by the program.
constexpr auto into = insert_into<parcel_log>();
static_assert(into.set(sent = std::chrono::sys_seconds(), col<&parcel_log::id> = 3).sql() ==
              R"(INSERT INTO "parcel_log" ("sent", "id") VALUES (?1, ?2))");
static_assert(into.or_ignore().set(col<&parcel_log::id> = literal<3>).returning().sql() ==
              R"(INSERT OR IGNORE INTO "parcel_log" ("id") VALUES (3) RETURNING "id", "sent")");
template <class... Assignments>
consteval rule rule_of_set(Assignments...) {
    using given = detail::type_list<std::remove_const_t<decltype(into)>, Assignments...>;
    return decltype(find_in_insert_set(given{}))::value;
}
static_assert(rule_of_set(sent = std::chrono::sys_seconds()) == rule::none);
static_assert(rule_of_set() == rule::nothing_assigned);
// There is no row yet.
static_assert(rule_of_set(col<&parcel_log::id> = col<&parcel_log::id> + 1) == rule::outside_target);
static_assert(rule_of_set(sent = col<&parcel::sent>) == rule::outside_target);
static_assert(rule_of_set(sent = std::chrono::sys_seconds(), sent = std::chrono::sys_seconds()) ==
              rule::assigned_twice);

}  // namespace

TEST_CASE("insert_row: a value is written in its column's form") {
    using namespace std::chrono;
    struct logging {
        static constexpr auto schema() {
            return trigger<parcel>("log").after_insert().run(
                insert_row<parcel_log>(sent = sys_seconds(seconds(86'400))));
        }
    };
    CHECK(create_table_sql<logging>() ==
          R"(CREATE TRIGGER "log" AFTER INSERT ON "parcels" BEGIN )"
          R"(INSERT INTO "parcel_log" ("sent") VALUES ('1970-01-02T00:00:00Z'); END)");
}
