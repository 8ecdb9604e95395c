#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Strong ids: `lithe::id<User>` is a number of a user and of nothing else. It is stored as INTEGER,
// may be a primary key that SQLite assigns, and meets ids of its own struct alone: neither another
// struct's nor a plain number.

#include <lithe/value/value_traits.hpp>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lithe::inline v0 {

/// The key of a row of `Entity`, which may be incomplete: a struct has a field of its own id.
/// 0 is "not assigned yet" to insert(), as of an integer key.
template <class Entity>
struct id {
    std::int64_t value = 0;

    constexpr id() = default;
    constexpr explicit id(std::int64_t number) noexcept : value(number) {}

    friend constexpr bool operator==(id, id) = default;
    friend constexpr std::strong_ordering operator<=>(id, id) = default;
};

template <class Entity>
struct value_traits<id<Entity>> {
    using storage = std::int64_t;
    static constexpr std::string_view description = "id (INTEGER)";
    static constexpr bool is_row_id = true;
    static constexpr storage to_storage(id<Entity> key) { return key.value; }
    static constexpr id<Entity> from_storage(storage number) noexcept { return id<Entity>(number); }
};

}  // namespace lithe::inline v0

template <class Entity>
struct std::hash<lithe::id<Entity>> {
    std::size_t operator()(lithe::id<Entity> key) const noexcept {
        return std::hash<std::int64_t>()(key.value);
    }
};
