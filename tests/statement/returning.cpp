// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/returning.hpp>

#include <lithe/expression/function.hpp>
#include <lithe/statement/insert.hpp>
#include <lithe/statement/update.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"
#include "support/prepare.hpp"

#include <concepts>
#include <tuple>

using namespace lithe;
using blog::Note;
using blog::User;

namespace {

struct Short {
    std::int64_t id = 0;
    std::string name{};
};

constexpr auto deleted = delete_from<User>().where(col<&User::id> == 3);
template <class Statement>
using row = typename Statement::rows::row_type;

constexpr auto one_value = deleted.returning(col<&User::email>);
static_assert(std::same_as<row<decltype(one_value)>, std::optional<std::string>>);
constexpr auto pair = deleted.returning(col<&User::id>, upper(col<&User::name>));
static_assert(std::same_as<row<decltype(pair)>, std::tuple<std::int64_t, std::string>>);
constexpr auto entity = deleted.returning();
static_assert(std::same_as<row<decltype(entity)>, User>);
constexpr auto entity_too = deleted.returning(lithe::all<User>, literal<1>);
static_assert(std::same_as<row<decltype(entity_too)>, std::tuple<User, int>>);
constexpr auto aggregate = deleted.returning_as<Short>(col<&User::id>, col<&User::name>);
static_assert(std::same_as<row<decltype(aggregate)>, Short>);
static_assert(std::same_as<row<decltype(deleted)>, void>);

static_assert(pair.sql() == R"(DELETE FROM "users" WHERE "id" = ?1 RETURNING "id", upper("name"))");

}  // namespace

TEST_CASE("returning: SQLite prepares it behind all three") {
    auto const inserted = insert_into<Note>().values(Note()).returning();
    auto const updated =
        update<User>().set(col<&User::age> = 3).all_rows().returning(col<&User::age> * 2);
    for (std::string_view const text : {one_value.sql(), pair.sql(), entity.sql(), entity_too.sql(),
                                        aggregate.sql(), inserted.sql(), updated.sql()}) {
        INFO(text);
        CHECK(blog::refusal(text) == "");
    }
}
