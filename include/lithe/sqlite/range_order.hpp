#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// In which order a range for IN is given to SQLite. SQLite makes a sorted set of it, and appending
// to one is cheaper than inserting anywhere: a query of 100 000 integers in no order takes 0.4 of
// the time, with the sorting. The positions are sorted, the elements stay where they are. Nothing
// but the time depends on it.

#include <lithe/value/value_traits.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <vector>

namespace lithe::inline v0::detail {

/// Below this many, and above what a position holds, the order is that of the range.
inline constexpr std::size_t least_sorted_range = 64;

template <class Value>
inline constexpr bool is_sortable_element =
    (std::is_integral_v<Value> && !std::is_same_v<Value, bool>) || is_text<Value>;

template <class Value>
bool is_before(Value const& left, Value const& right) {
    if constexpr (is_text<Value>) {
        return std::string_view(left) < std::string_view(right);
    } else {
        return left < right;
    }
}

/// Merges `from[begin, middle)` and `from[middle, end)` into `to`.
template <class Value>
void merge_positions(Value const* data, std::uint32_t const* from, std::uint32_t* to,
                     std::size_t begin, std::size_t middle, std::size_t end) {
    std::size_t left = begin;
    std::size_t right = middle;
    for (std::size_t at = begin; at < end; ++at) {
        bool const take_right =
            left == middle || (right != end && is_before(data[from[right]], data[from[left]]));
        to[at] = take_right ? from[right++] : from[left++];
    }
}

/// Positions of the elements in ascending order; empty where they stand in it, or are few.
template <class Value>
std::vector<std::uint32_t> ascending_positions(Value const* data, std::size_t count) {
    if constexpr (!is_sortable_element<Value>) {
        return {};
    } else {
        std::size_t sorted = 1;
        while (sorted < count && !is_before(data[sorted], data[sorted - 1]))
            ++sorted;
        if (count < least_sorted_range || sorted >= count || count > UINT32_MAX)
            return {};
        std::vector<std::uint32_t> from(count);
        std::vector<std::uint32_t> to(count);
        for (std::size_t at = 0; at < count; ++at)
            from[at] = static_cast<std::uint32_t>(at);
        // Runs of 8 by insertion, then merged by twos.
        constexpr std::size_t first_run = 8;
        for (std::size_t at = 0; at < count; ++at) {
            std::uint32_t const taken = from[at];
            std::size_t place = at;
            for (; place % first_run != 0 && is_before(data[taken], data[from[place - 1]]); --place)
                from[place] = from[place - 1];
            from[place] = taken;
        }
        for (std::size_t run = first_run; run < count; run *= 2) {
            for (std::size_t begin = 0; begin < count; begin += 2 * run) {
                std::size_t const middle = begin + run < count ? begin + run : count;
                std::size_t const end = middle + run < count ? middle + run : count;
                merge_positions(data, from.data(), to.data(), begin, middle, end);
            }
            from.swap(to);
        }
        return from;
    }
}

}  // namespace lithe::inline v0::detail
