// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/text.hpp>

#include "support/catch.hpp"

#include <cstring>

namespace {

struct greeting {
    static constexpr void write(lithe::sql_writer& out) {
        out.text("SELECT ");
        out.parameter();
        out.text(" AS ");
        out.identifier("a\"b");
    }
};
struct silence {
    static constexpr void write(lithe::sql_writer&) {}
};

static_assert(lithe::detail::sql_of<greeting> == R"(SELECT ?1 AS "a""b")");
static_assert(lithe::detail::sql_of<silence>.empty());
static_assert(lithe::detail::count_parameters<greeting>() == 1);
static_assert(lithe::detail::measure<greeting>() == 19);

}  // namespace

TEST_CASE("a text ends in a NUL and stands in one place") {
    CHECK(std::strlen(lithe::detail::sql_of<greeting>.data()) ==
          lithe::detail::sql_of<greeting>.size());
    CHECK(lithe::detail::sql_of<silence>.data()[0] == '\0');
    CHECK(lithe::detail::sql_of<greeting>.data() ==
          lithe::detail::text_storage<greeting>.characters);
}
