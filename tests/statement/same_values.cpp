// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/same_values.hpp>

#include <lithe/sql.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"

namespace {

using namespace lithe;
using blog::User;
constexpr auto age = col<&User::age>;

/// Where `age + value` stands among `age + 1`, a column, `age + 2` and `age + 2`.
constexpr std::size_t place(int value) {
    auto const all = detail::make_pack(age + 1, age, age + 2, age + 2);
    return detail::place_of_same<detail::literal_recorder>(age + value, all);
}
static_assert(place(1) == 0);
static_assert(place(2) == 1);
static_assert(place(3) == 3);

}  // namespace

TEST_CASE("same_values: texts too") {
    std::string const text = "b";
    auto const all = detail::make_pack(col<&User::name> + std::string("a"), age);
    using recorder = detail::literal_recorder;
    CHECK(detail::place_of_same<recorder>(col<&User::name> + text, all) == 1);
    CHECK(detail::place_of_same<recorder>(col<&User::name> + std::string("a"), all) == 0);
}
