// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/literal.hpp>

#include "support/people.hpp"

namespace {

using lithe::col;
using lithe_test::numbers;
using lithe_test::person, lithe_test::people, lithe_test::ids_where, lithe_test::text_of;
constexpr auto age = col<&person::age>;
constexpr auto name = col<&person::name>;

static_assert(text_of(lithe::literal<18>) == "18" && text_of(lithe::literal<true>) == "1");
static_assert(text_of(age > lithe::literal<18>) == R"("age" > 18)");
static_assert(std::is_empty_v<decltype(age > lithe::literal<18>)>);
static_assert(text_of(name == lithe::literal<"it's">) == R"("name" = 'it''s')");
static_assert(text_of(lithe::literal<"">) == "''" && text_of(lithe::literal<-1>) == "-1");
static_assert(!std::is_same_v<decltype(lithe::literal<"x">), decltype(lithe::literal<"y">)>);
static_assert(text_of(name + lithe::literal<"!">) == R"("name" || '!')");

}  // namespace

TEST_CASE("a literal text is compared and selected") {
    auto db = people();
    CHECK(ids_where(db, name == lithe::literal<"Ada">) == numbers{1});
    CHECK(db.fetch_one(
              lithe::from<person>().where(col<&person::id> == 1).select(lithe::literal<"it's">)) ==
          std::string("it's"));
}
