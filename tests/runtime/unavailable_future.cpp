// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/unavailable_future.hpp>

#include <lithe/runtime/future.hpp>

#include "support/catch.hpp"

#include <string>
#include <type_traits>
#include <utility>

namespace {

using unavailable = lithe::future<lithe::detail::unavailable>;

[[maybe_unused]] auto const ignored = [](auto&&...) {};
static_assert(std::is_same_v<decltype(std::declval<unavailable>().then(ignored)), unavailable>);
using result = decltype(std::declval<unavailable>().get());

}  // namespace

TEST_CASE("the future of a mistake is taken for any") {
    CHECK(std::is_convertible_v<unavailable, lithe::future<int>>);
    CHECK(std::is_convertible_v<unavailable, lithe::future<void>>);
    CHECK(std::is_convertible_v<result, std::string>);
    CHECK_FALSE(std::is_convertible_v<unavailable, int>);
}
