// SPDX-License-Identifier: BSL-1.0
//
// New UUIDs: their version and variant, that they differ, and that those of a time sort by it.
#include <lithe/sqlite/new_uuid.hpp>

#include "support/catch.hpp"

#include <chrono>
#include <set>
#include <string>
#include <thread>

namespace {

std::int64_t milliseconds_of(lithe::uuid const& value) {
    std::int64_t time = 0;
    for (std::size_t at = 0; at < 6; ++at)
        time = time * 256 + std::to_integer<int>(value.bytes[at]);
    return time;
}
std::int64_t now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

}  // namespace

TEST_CASE("new UUIDs have their version and are all different") {
    std::set<lithe::uuid> seen;
    unsigned ones = 0;
    for (int round = 0; round < 1000; ++round)
        for (lithe::uuid const& made : {lithe::new_uuid_v4(), lithe::new_uuid_v7()}) {
            std::string const text = made.to_string();
            CHECK((text[14] == '4' || text[14] == '7'));
            CHECK(std::string("89ab").find(text[19]) != std::string::npos);
            CHECK(seen.insert(made).second);
            ones += (std::to_integer<unsigned>(made.bytes[9]) & 1U);
        }
    CHECK(ones > 800);
    CHECK(ones < 1200);
}

TEST_CASE("version 7 begins with the time") {
    std::int64_t const before = now();
    lithe::uuid const first = lithe::new_uuid_v7();
    std::this_thread::sleep_for(std::chrono::milliseconds(3));
    lithe::uuid const second = lithe::new_uuid_v7();
    CHECK(milliseconds_of(first) >= before);
    CHECK(milliseconds_of(second) <= now());
    CHECK(first < second);
}
