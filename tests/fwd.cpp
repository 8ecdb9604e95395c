// SPDX-License-Identifier: BSL-1.0
#include <lithe/fwd.hpp>

#include "support/catch.hpp"

#include <type_traits>

namespace {

struct money {
    long cents;
};

}  // namespace

// A user specialises with nothing else included.
template <>
struct lithe::value_traits<money> {
    using storage = long;
};

TEST_CASE("a type of the user's is made a value with fwd.hpp alone") {
    STATIC_REQUIRE(std::is_same_v<lithe::value_traits<money>::storage, long>);
}
