// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/value_fault.hpp>

#include "support/catch.hpp"

#include <string_view>

using namespace std::literals;

namespace {

struct described {
    static constexpr std::string_view description = "a colour";
};
struct silent {};

}  // namespace

TEST_CASE("value_fault: what a type's traits expect") {
    CHECK(lithe::detail::description_of_traits<described>() == "a colour");
    CHECK(lithe::detail::description_of_traits<silent>() == "a value that its value_traits accept");
}

TEST_CASE("value_fault: every storage class has its name") {
    CHECK(lithe::detail::name_of_type(SQLITE_INTEGER) == "INTEGER"sv);
    CHECK(lithe::detail::name_of_type(SQLITE_FLOAT) == "REAL"sv);
    CHECK(lithe::detail::name_of_type(SQLITE_TEXT) == "TEXT"sv);
    CHECK(lithe::detail::name_of_type(SQLITE_BLOB) == "BLOB"sv);
    CHECK(lithe::detail::name_of_type(SQLITE_NULL) == "NULL"sv);
}
