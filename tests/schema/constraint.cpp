// SPDX-License-Identifier: BSL-1.0
#include <lithe/schema/constraint.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

struct user {
    std::int64_t id = 0;
    std::string name{};
    float weight = 0;
    std::int8_t small = 0;
    std::optional<int> maybe{};
};

constexpr auto key = lithe::primary_key<&user::id>.autoincrement().named("pk");
static_assert(key.automatic && key.name == "pk" && !lithe::primary_key<&user::id>.automatic);
static_assert(decltype(key)::columns::size == 1);

constexpr auto link = lithe::foreign_key<&user::maybe>.references<&user::id>();
static_assert(link.deleted == lithe::no_action && link.updated == lithe::no_action &&
              !link.deferred);
constexpr auto changed =
    link.on_delete(lithe::cascade).on_update(lithe::set_null).deferrable().named("fk");
static_assert(changed.deleted == lithe::cascade && changed.updated == lithe::set_null);
static_assert(changed.deferred && changed.name == "fk");

static_assert(lithe::unique<&user::name, &user::id>.named("both").name == "both");
static_assert(lithe::collate<&user::name>(lithe::nocase).how.name == "NOCASE");
static_assert(lithe::column_name<&user::name>("label").name == "label");

// A default is converted to what its column holds.
static_assert(lithe::default_value<&user::name>("x").value.value == "x");
static_assert(lithe::default_value<&user::name>(std::string_view("x")).value.value == "x");
static_assert(
    std::is_same_v<decltype(lithe::default_value<&user::small>(1).value.value), std::int64_t>);
static_assert(!lithe::default_value<&user::maybe>(std::nullopt).value.value.has_value());
static_assert(lithe::constraints(key, changed).list.size == 2);

using lithe::detail::members, lithe::detail::same_members, lithe::detail::has_member;
static_assert(same_members<members<&user::id, &user::name>, members<&user::id, &user::name>>);
static_assert(!same_members<members<&user::id>, members<&user::id, &user::name>>);
static_assert(!same_members<members<&user::id>, members<&user::small>>);
static_assert(has_member<&user::id, members<&user::name, &user::id>> &&
              !has_member<&user::id, members<>>);

}  // namespace

TEST_CASE("constraints are values: each call gives a changed copy") {
    auto const named = lithe::primary_key<&user::id>.named("a");
    CHECK(named.named("b").name == "b");
    CHECK(named.name == "a");
}
