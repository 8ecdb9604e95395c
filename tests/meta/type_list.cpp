// SPDX-License-Identifier: BSL-1.0
#include <lithe/meta/type_list.hpp>

#include "support/catch.hpp"

#include <tuple>

namespace {

using namespace lithe::detail;
using three = type_list<int, char, int>;

static_assert(three::size == 3);
static_assert(contains<char, three> && !contains<long, three> && !contains<int, type_list<>>);
static_assert(index_of<int, three> == 0 && index_of<char, three> == 1);
static_assert(index_of<long, three> == 3);  // the size: not found
static_assert(std::is_same_v<nth_t<2, three>, int> && std::is_same_v<nth_t<1, three>, char>);
static_assert(std::is_same_v<concat_t<>, type_list<>>);
static_assert(std::is_same_v<concat_t<type_list<>, three, type_list<>, type_list<long>>,
                             type_list<int, char, int, long>>);
static_assert(is_instance_of<std::tuple<int>, std::tuple> && !is_instance_of<int, std::tuple>);
static_assert(!always_false<int>);

}  // namespace

TEST_CASE("a type list answers by its types alone") {
    CHECK(type_list<>::size == 0);
}
