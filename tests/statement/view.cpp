// SPDX-License-Identifier: BSL-1.0
//
// Descriptors of views, sound and not. tests/sqlite/create_view.cpp reads them.
#include <lithe/statement/view.hpp>

#include <lithe/value/time_format.hpp>

#include "support/catch.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace {

using lithe::col, lithe::count, lithe::from;
using lithe::detail::view_fault;

struct user {
    std::int64_t id = 0;
    std::optional<std::string> name{};
    int age = 0;
};
struct named {
    std::int64_t id = 0;
    std::optional<std::string> name{};
};
struct strict {
    std::int64_t id = 0;
    std::string name{};
};

template <class Entity, class Query>
constexpr view_fault fault_of(Query const&) {
    return lithe::detail::view_fault_of<Entity, Query>;
}

static_assert(fault_of<named>(from<user>().select(col<&user::id>, col<&user::name>)) ==
              view_fault::none);
static_assert(fault_of<strict>(from<user>().select(col<&user::id>, col<&user::name>)) ==
              view_fault::fields);
static_assert(fault_of<strict>(from<user>().select(col<&user::id>,
                                                   coalesce(col<&user::name>, "?"))) ==
              view_fault::none);
static_assert(fault_of<named>(from<user>().select(col<&user::name>, col<&user::id>)) ==
              view_fault::fields);
static_assert(fault_of<named>(from<user>().select(col<&user::id>)) == view_fault::fields);
static_assert(fault_of<named>(from<user>()) == view_fault::fields);
static_assert(fault_of<named>(from<user>().select(count(), col<&user::name>)) == view_fault::query);

using moment = std::chrono::sys_time<std::chrono::milliseconds>;
struct login {
    std::int64_t id = 0;
    moment at{};
    static constexpr auto schema() {
        return lithe::table("logins", lithe::primary_key<&login::id>,
                            lithe::stored_as<&login::at>(lithe::unix_seconds));
    }
};
struct plain_login {
    std::int64_t id = 0;
    moment at{};
};
struct seen {
    std::int64_t id = 0;
    std::optional<moment> at{};
    static constexpr auto schema() {
        return lithe::view(
            "seen",
            from<login>().group_by(col<&login::id>).select(col<&login::id>, max(col<&login::at>)),
            lithe::stored_as<&seen::at>(lithe::unix_seconds));
    }
};
static_assert(fault_of<plain_login>(from<login>().select(col<&login::id>, col<&login::at>)) ==
              view_fault::forms);
static_assert(fault_of<login>(from<plain_login>().select(col<&plain_login::id>,
                                                         col<&plain_login::at>)) ==
              view_fault::forms);
static_assert(fault_of<login>(from<seen>().select(col<&seen::id>,
                                                  coalesce(col<&seen::at>, moment{}))) ==
              view_fault::none);
static_assert(lithe::create_table_sql<seen>() ==
              R"(CREATE VIEW "seen" ("id", "at") AS )"
              R"(SELECT "id", max("at") FROM "logins" GROUP BY "id")");

}  // namespace

TEST_CASE("a view's text says its columns by the struct's names") {
    struct adult {
        std::int64_t number = 0;
        static constexpr auto schema() {
            return lithe::view("adults",
                               from<user>().where(col<&user::age> >= 18).select(col<&user::id>));
        }
    };
    CHECK(lithe::create_table_sql<adult>() ==
          R"(CREATE VIEW "adults" ("number") AS SELECT "id" FROM "user" WHERE "age" >= 18)");
}
