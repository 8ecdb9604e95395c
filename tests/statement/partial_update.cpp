// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/partial_update.hpp>

#include <lithe/sqlite/connection.hpp>
#include <lithe/statement/update.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"

#include <cstdint>
#include <optional>
#include <string>

using namespace lithe;
using blog::User;

namespace {

struct Patch {
    std::optional<std::string> name{};
    std::optional<std::optional<std::string>> email{};
    std::optional<int> age{};
};
constexpr auto text = update<User>().set(Patch{}).where(col<&User::id> == 1);
static_assert(decltype(text)::sql() ==
              R"(UPDATE "users" SET "name" = CASE WHEN ?1 THEN ?2 ELSE "name" END, )"
              R"("email" = CASE WHEN ?3 THEN ?4 ELSE "email" END, )"
              R"("age" = CASE WHEN ?5 THEN ?6 ELSE "age" END WHERE "id" = ?7)");

struct OtherType {
    std::optional<std::string> age{};
};
struct NotOptional {
    int age = 0;
};
struct Unknown {
    std::optional<int> size{};
};
template <class Given>
constexpr auto found = decltype(detail::find_in_patch<detail::type_list<>, User, Given>())::value;
static_assert(found<Patch> == detail::rule::none);
static_assert(found<OtherType> == detail::rule::patch_field);
static_assert(found<NotOptional> == detail::rule::patch_field);
static_assert(found<Unknown> == detail::rule::patch_field);

}  // namespace

TEST_CASE("a patch changes the columns whose fields have a value, and no others") {
    connection db{":memory:"};
    db.create_tables<User>();
    auto const id = db.insert(User{.name = "Ada", .email = "ada@example.org", .age = 36});
    auto const other = db.insert(User{.name = "Bob", .age = 17});

    auto const patched = [&](Patch patch) {
        CHECK(db.execute(update<User>().set(std::move(patch)).where(col<&User::id> == id)) == 1);
        return db.get<User>(id);
    };
    CHECK(patched({.age = 37}).age == 37);
    CHECK(patched({}).name == "Ada");
    User const renamed = patched({.name = "Ada L."});
    CHECK(renamed.name == "Ada L.");
    CHECK(renamed.email == "ada@example.org");
    CHECK(renamed.age == 37);
    CHECK(patched({.email = "new@example.org"}).email == "new@example.org");
    CHECK(patched({.email = std::optional<std::string>()}).email == std::nullopt);
    CHECK(db.get<User>(other).name == "Bob");
}

TEST_CASE("a patch's statement is prepared once, whatever has a value") {
    connection db{":memory:"};
    db.create_tables<User>();
    db.insert(User{.name = "Ada"});
    auto const run = [&](Patch patch) {
        db.execute(update<User>().set(std::move(patch)).all_rows());
    };
    run({.age = 1});
    auto const before = db.session().statements().preparations();
    run({.name = "x"});
    run({.name = "y", .age = 3});
    run({});
    CHECK(db.session().statements().preparations() == before);
}
