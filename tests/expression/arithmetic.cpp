// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/arithmetic.hpp>

#include "support/people.hpp"

namespace {

using lithe::col;
using lithe_test::numbers;
using lithe_test::person, lithe_test::people, lithe_test::ids_where, lithe_test::ids_by_sql,
    lithe_test::text_of;
[[maybe_unused]] constexpr auto age = col<&person::age>;
[[maybe_unused]] constexpr auto name = col<&person::name>;
[[maybe_unused]] constexpr auto email = col<&person::email>;
[[maybe_unused]] constexpr auto score = col<&person::score>;

template <class Node>
using value_of = typename Node::value_type;
using none = lithe::detail::type_list<>;

static_assert(text_of(age + 1 - 2) == R"("age" + ?1 - ?2)");
static_assert(text_of(age - (age - 1)) == R"("age" - ("age" - ?1))");
static_assert(text_of((age + 1) * 2) == R"(("age" + ?1) * ?2)");
static_assert(text_of(age + 2 * age) == R"("age" + ?1 * "age")");
static_assert(text_of(-age) == R"(-("age"))");
static_assert(text_of(-(-age)) == R"(-(-("age")))");
static_assert(text_of(name + "!") == R"("name" || ?1)");
static_assert(text_of("<" + name + ">") == R"(?1 || "name" || ?2)");
static_assert(std::is_same_v<value_of<decltype(age + 1)>, std::int64_t>);
static_assert(std::is_same_v<value_of<decltype(age + 1.5)>, double>);
static_assert(std::is_same_v<value_of<decltype(name + "x")>, std::string>);
// SQLite answers NULL to a division by zero; a literal that is not 0 cannot be one.
static_assert(decltype(age / 2)::may_be_null<none>() && decltype(age % age)::may_be_null<none>());
static_assert(!decltype(age / lithe::literal<2>)::may_be_null<none>());
static_assert(decltype(age / lithe::literal<0>)::may_be_null<none>());
static_assert(!decltype(age * 2)::may_be_null<none>() && decltype(score * 2)::may_be_null<none>());

// What whole literals come to is known.
template <class Node>
constexpr auto constant = lithe::detail::constant_of<Node>;
using lithe::literal;
using folded = decltype((literal<7> - literal<9>)*literal<3> + literal<20> / -literal<4>);
static_assert(constant<folded>.known && constant<folded>.value == -11);
static_assert(!constant<decltype(literal<1> + age)>.known);
static_assert(!constant<decltype(literal<1> / literal<0>)>.known);
static_assert(!constant<decltype(literal<INT64_MAX> + literal<1>)>.known);
static_assert(!constant<decltype(-literal<INT64_MIN>)>.known);

}  // namespace

TEST_CASE("arithmetic answers as SQLite does") {
    auto db = people();
    auto const first = [&](auto const& node) {
        return db.fetch_one(lithe::from<person>().where(col<&person::id> == 1).select(node));
    };
    CHECK(first(age - (age - 10)) == 10);
    CHECK(first((age + 1) * 2) == 74);
    CHECK(first(age / 5) == std::optional<std::int64_t>(7));
    CHECK(first(age / 0) == std::nullopt);
    CHECK(first(age % 5) == std::optional<std::int64_t>(1));
    CHECK(first(age / lithe::literal<5>) == 7);
    CHECK(first(age + 0.5) == 36.5);
    CHECK(first(-(-age)) == 36);
    CHECK(first(1 - age) == -35);
    CHECK(first("<" + name + ">") == "<Ada>");
    CHECK(first(score * 2) == std::optional<double>(3.0));
    CHECK(ids_where(db, age * 2 > 70) == ids_by_sql(db, "age * 2 > 70"));
    // An integer that overflows becomes REAL in SQLite: refused when read, not rounded.
    CHECK_THROWS_AS(first(age + INT64_MAX), lithe::conversion_error);
}
