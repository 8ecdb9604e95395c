// SPDX-License-Identifier: BSL-1.0
#include <lithe/schema/index_names.hpp>

#include <lithe/schema/schema_fault.hpp>

#include "support/catch.hpp"

using namespace lithe;

namespace {

template <int Case>
struct Row {
    std::int64_t id = 0;
    int age = 0;
    int size = 0;
    static constexpr auto schema() {
        constexpr auto by_age = lithe::index<&Row::age>;
        if constexpr (Case == 0) {
            return table("rows", by_age, lithe::index<&Row::age, &Row::size>,
                         by_age.unique().named("once"));
        } else if constexpr (Case == 1) {
            return table("rows", by_age, by_age.unique());
        } else if constexpr (Case == 2) {
            return table("rows", by_age.named("one"), lithe::index<&Row::size>.named("ONE"));
        } else if constexpr (Case == 3) {
            return table("rows", by_age.named("sqlite_age"));
        } else {
            return table("rows", by_age.named("Rows"));
        }
    }
};

template <int Case>
constexpr auto fault = detail::schema_fault_of<Row<Case>>.fault;
static_assert(fault<0> == detail::schema_fault::none);
static_assert(fault<1> == detail::schema_fault::index_name);
static_assert(fault<2> == detail::schema_fault::index_name);
static_assert(fault<3> == detail::schema_fault::index_name);
static_assert(fault<4> == detail::schema_fault::index_name);

}  // namespace

TEST_CASE("names that SQLite takes") {
    CHECK(detail::is_good_name("rows"));
    CHECK(detail::is_good_name("sqlit"));
    CHECK_FALSE(detail::is_good_name(""));
    CHECK_FALSE(detail::is_good_name("SQLite_rows"));
    CHECK_FALSE(detail::is_good_name(std::string_view("a\0b", 3)));
}
