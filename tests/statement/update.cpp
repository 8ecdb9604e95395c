// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/update.hpp>

#include <lithe/expression/function.hpp>
#include <lithe/expression/predicate.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"
#include "support/prepare.hpp"

#include <concepts>
#include <string>

using namespace lithe;
using blog::User;

namespace {

constexpr auto older = update<User>()
                           .set(col<&User::age> = col<&User::age> + 1, col<&User::name> = "Ada")
                           .where(col<&User::name> == "ada", col<&User::id> > 3);
static_assert(older.sql() == R"(UPDATE "users" SET "age" = "age" + ?1, "name" = ?2 )"
                             R"(WHERE "name" = ?3 AND "id" > ?4)");
static_assert(older.writes && !older.returns_rows);
static_assert(std::same_as<decltype(older)::target, User>);

constexpr auto cleared =
    update<User>().set(col<&User::email> = std::nullopt).all_rows().returning(col<&User::id>);
static_assert(cleared.sql() == R"(UPDATE "users" SET "email" = ?1 RETURNING "id")");
static_assert(cleared.returns_rows &&
              std::same_as<decltype(cleared)::rows::row_type, std::int64_t>);

constexpr auto swapped = update<User>().set(col<&User::name> = coalesce(col<&User::email>, "none"),
                                            col<&User::email> = col<&User::name>);
static_assert(swapped.sql() ==
              R"(UPDATE "users" SET "name" = coalesce("email", ?1), "email" = "name")");

constexpr auto erased =
    delete_from<User>().where(col<&User::age> < 0 || col<&User::email>.is_null());
static_assert(erased.sql() == R"(DELETE FROM "users" WHERE "age" < ?1 OR "email" IS NULL)");
constexpr auto emptied = delete_from<User>().all_rows().returning();
static_assert(emptied.sql() == R"(DELETE FROM "users" RETURNING "id", "name", "email", "age")");
static_assert(std::same_as<decltype(emptied)::rows::row_type, User>);

struct recorder {
    std::string order{};
    void operator()(std::int64_t value) { order += std::to_string(value); }
    // What is assigned is checked against the column's type first.
    template <class Traits, class Value>
    void bind_as(Value const& value) {
        order += std::to_string(value);
    }
};

}  // namespace

TEST_CASE("update: SQLite prepares every text") {
    for (std::string_view const text :
         {older.sql(), cleared.sql(), swapped.sql(), erased.sql(), emptied.sql()}) {
        INFO(text);
        CHECK(blog::refusal(text) == "");
    }
}

TEST_CASE("update: values are bound in the order of their placeholders") {
    auto const statement = update<User>()
                               .set(col<&User::age> = 1, col<&User::id> = col<&User::id> + 2)
                               .where(col<&User::age> == 3)
                               .returning(col<&User::age> + 4);
    recorder sink;
    statement.bind(sink);
    CHECK(sink.order == "1234");
    CHECK(blog::refusal(statement.sql()) == "");
}
