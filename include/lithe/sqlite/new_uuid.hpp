#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// New UUIDs. The random bits are SQLite's own generator's, which the operating system seeds: good
// for telling rows apart, not for secrets. https://www.sqlite.org/c3ref/randomness.html

#include <lithe/sqlite/result_code.hpp>
#include <lithe/value/uuid.hpp>

#include <cstddef>
#include <cstdint>
#include <ctime>

namespace lithe::inline v0 {
namespace detail {

inline uuid random_uuid(unsigned version) {
    uuid made;
    sqlite3_randomness(16, made.bytes.data());
    made.bytes[6] = (made.bytes[6] & std::byte{0x0F}) | static_cast<std::byte>(version << 4U);
    made.bytes[8] = (made.bytes[8] & std::byte{0x3F}) | std::byte{0x80};
    return made;
}

}  // namespace detail

/// A random UUID, version 4. Threads: any.
inline uuid new_uuid_v4() {
    return detail::random_uuid(4);
}

/// A UUID that begins with the time in milliseconds, version 7: as a key it is inserted at the end
/// of the index. Two of one millisecond are in no order. Threads: any.
inline uuid new_uuid_v7() {
    uuid made = detail::random_uuid(7);
    std::timespec now{};
    std::timespec_get(&now, TIME_UTC);
    auto time = static_cast<std::uint64_t>(now.tv_sec) * 1000 +
                static_cast<std::uint64_t>(now.tv_nsec) / 1'000'000;
    for (std::size_t at = 6; at > 0; --at, time >>= 8U)
        made.bytes[at - 1] = static_cast<std::byte>(time & 0xFFU);
    return made;
}

}  // namespace lithe::inline v0
