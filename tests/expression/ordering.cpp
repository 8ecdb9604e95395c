// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/ordering.hpp>

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

static_assert(text_of(asc(age)) == R"("age")" && text_of(desc(age)) == R"("age" DESC)");
static_assert(text_of(age.desc().nulls_last()) == R"("age" DESC NULLS LAST)");
static_assert(text_of(age.asc().nulls_first()) == R"("age" NULLS FIRST)");
static_assert(lithe::nocase.name == "NOCASE" && lithe::binary.name == "BINARY");

}  // namespace

TEST_CASE("rows come in the order that was asked for") {
    auto db = people();
    auto const ids = [&](auto const&... terms) {
        return db.fetch_all(lithe::from<person>().select(col<&person::id>).order_by(terms...));
    };
    CHECK(ids(age) == numbers{5, 4, 2, 1, 3});
    CHECK(ids(desc(age)) == numbers{3, 1, 2, 4, 5});
    CHECK(ids(score) == numbers{3, 2, 4, 1, 5});
    CHECK(ids(score.asc().nulls_last()) == numbers{2, 4, 1, 5, 3});
    CHECK(ids(score.desc().nulls_first()) == numbers{3, 5, 1, 4, 2});
    CHECK(ids(col<&person::active>.desc(), age.desc()) == numbers{3, 1, 5, 2, 4});
}
