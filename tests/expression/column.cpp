// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/column.hpp>

#include "support/people.hpp"

namespace {

using lithe::col;
using lithe_test::numbers;
using lithe_test::person, lithe_test::people, lithe_test::text_of;
[[maybe_unused]] constexpr auto age = col<&person::age>;
[[maybe_unused]] constexpr auto name = col<&person::name>;
[[maybe_unused]] constexpr auto email = col<&person::email>;
[[maybe_unused]] constexpr auto score = col<&person::score>;

constexpr auto boss = lithe::alias<person, "the boss">;

static_assert(text_of(age) == R"("age")");
static_assert(text_of(boss[age]) == R"("the boss"."age")");
static_assert(std::is_empty_v<std::remove_const_t<decltype(age)>>);
static_assert(std::is_same_v<decltype(age)::value_type, int>);
static_assert(std::is_same_v<decltype(email)::value_type, std::string>);
static_assert(decltype(email)::may_be_null<lithe::detail::type_list<>>());
static_assert(!decltype(age)::may_be_null<lithe::detail::type_list<>>());
static_assert(
    decltype(age)::may_be_null<lithe::detail::type_list<lithe::detail::table_source<person>>>());
static_assert(lithe::detail::is_column<decltype(boss[age])> &&
              !lithe::detail::is_column<decltype(age + 1)>);

constexpr std::string_view qualified() {
    lithe::sql_writer out;
    out.qualified = true;
    age.write(out);
    return out.size() == sizeof(R"("person"."age")") - 1 ? "yes" : "no";
}
static_assert(qualified() == "yes");

}  // namespace

TEST_CASE("an assignment takes values, NULL and expressions") {
    auto db = people();
    using lithe::update;
    db.execute(update<person>()
                   .set(age = age + 1, email = nullptr, name = "A")
                   .where(col<&person::id> == 1));
    auto const changed = db.get<person>(1);
    CHECK(changed.age == 37);
    CHECK_FALSE(changed.email.has_value());
    CHECK(changed.name == "A");
    db.execute(update<person>()
                   .set(email = std::optional<std::string>("e"), name = coalesce(email, "none"))
                   .where(col<&person::id> == 1));
    CHECK(db.get<person>(1).name == "none");
    CHECK(db.get<person>(1).email == "e");
    CHECK_THROWS_AS(db.execute(update<person>().set(age = 3000000000).all_rows()),
                    lithe::conversion_error);
}
