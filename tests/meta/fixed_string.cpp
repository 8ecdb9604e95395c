// SPDX-License-Identifier: BSL-1.0
#include <lithe/meta/fixed_string.hpp>

#include "support/catch.hpp"

#include <string>

using lithe::fixed_string;

namespace {

template <fixed_string Text>
constexpr std::string_view as_argument = Text.view();

static_assert(as_argument<"SELECT 1"> == "SELECT 1");
static_assert(as_argument<"">.empty());
static_assert(fixed_string("abc").size() == 3);
static_assert(fixed_string("a\0b").view() == std::string_view("a\0b", 3));
static_assert(fixed_string("abc") == fixed_string("abc"));
static_assert((fixed_string("ab") + fixed_string("cd")).view() == "abcd");
static_assert((fixed_string("ab") + "cd").view() == "abcd");
static_assert(("ab" + fixed_string("cd")).view() == "abcd");
static_assert(("event_" + fixed_string("") + "_x").view() == "event__x");
static_assert(fixed_string<2>(std::string_view("abc")).view() == "ab");  // as much as there is room

}  // namespace

TEST_CASE("a fixed string is text that ends in a NUL") {
    static constexpr auto text = "tab" + fixed_string("le");
    CHECK(std::string(text.characters) == "table");
    CHECK(std::string_view(text) == "table");
}
