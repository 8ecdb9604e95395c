// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/stop_token.hpp>

#include "support/catch.hpp"

#include <optional>
#include <thread>
#include <type_traits>
#include <version>
#if defined(__cpp_lib_jthread)
#include <stop_token>
#endif

static_assert(std::is_nothrow_default_constructible_v<lithe::stop_token>);
static_assert(!std::is_convertible_v<int, lithe::stop_token>);

TEST_CASE("stop_token: asked by its source, also after that has gone") {
    lithe::stop_token const never;
    CHECK_FALSE(never.stop_possible());
    CHECK_FALSE(never.stop_requested());
    std::optional<lithe::stop_source> source(std::in_place);
    auto const token = source->get_token();
    auto const copy = token;
    CHECK(copy.stop_possible());
    CHECK_FALSE(copy.stop_requested());
    std::thread([&] { source->request_stop(); }).join();
    CHECK(source->stop_requested());
    source.reset();
    CHECK(token.stop_requested());
    CHECK(copy.stop_requested());
}

TEST_CASE("stop_token: takes other tokens") {
    struct own_token {
        bool const* raised;
        bool stop_requested() const { return *raised; }
    };
    bool raised = false;
    lithe::stop_token const token = own_token{&raised};
    CHECK_FALSE(token.stop_requested());
    raised = true;
    CHECK(token.stop_requested());
#if defined(__cpp_lib_jthread)
    std::stop_source standard;
    lithe::stop_token const from_standard = standard.get_token();
    CHECK_FALSE(from_standard.stop_requested());
    standard.request_stop();
    CHECK(from_standard.stop_requested());
#endif
}
