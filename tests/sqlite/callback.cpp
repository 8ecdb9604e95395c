// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/callback.hpp>

#include "support/catch.hpp"

#include <string>
#include <utility>

using lithe::detail::callback;

namespace {

struct incomplete;
[[maybe_unused]] callback<void(incomplete&)> accepts_incomplete_types;

struct counted {
    int* alive;
    explicit counted(int* count) : alive(count) { ++*alive; }
    counted(counted const& other) : alive(other.alive) { ++*alive; }
    counted& operator=(counted const&) = delete;
    ~counted() { --*alive; }
    int operator()(int value) const { return value + *alive; }
};

int twice(int value) {
    return 2 * value;
}

}  // namespace

TEST_CASE("callback: empty, a function, a lambda, a capture") {
    callback<int(int)> call;
    CHECK_FALSE(call);
    call = twice;
    CHECK(call(4) == 8);
    call = nullptr;
    CHECK_FALSE(call);
    std::string const text = "four";
    call = [text](int value) { return value + static_cast<int>(text.size()); };
    CHECK(call(1) == 5);
    callback<void(std::string&)> change = [](auto& argument) { argument += "!"; };
    std::string changed = "hi";
    change(changed);
    CHECK(changed == "hi!");
}

TEST_CASE("callback: copies own what they copied, moves leave nothing behind") {
    int alive = 0;
    {
        callback<int(int)> first = counted(&alive);
        CHECK(alive == 1);
        callback<int(int)> second = first;
        CHECK(alive == 2);
        CHECK(second(10) == 12);
        callback<int(int)> third = std::move(first);
        CHECK(alive == 2);
        second = third;
        CHECK(alive == 2);
        third = nullptr;
        CHECK(alive == 1);
    }
    CHECK(alive == 0);
}

TEST_CASE("callback: a copy has its own state, and a call may change it") {
    callback<int()> first = [count = 0]() mutable { return ++count; };
    CHECK(first() == 1);
    callback<int()> const second = first;
    CHECK(first() == 2);
    CHECK(second() == 2);
    CHECK(second() == 3);
}
