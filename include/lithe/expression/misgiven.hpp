#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Functions with arguments that none of their overloads takes: a name as a text, a pointer to a
// member, too many columns. An ellipsis is the last that a call is resolved to, so that functions
// of these names that are not lithe's come first.

#include <lithe/expression/column.hpp>

#include <string>
#include <type_traits>

namespace lithe::inline v0 {
namespace detail {

template <class Any>
consteval column<nullptr> misgiven() {
    constexpr bool taken = !std::is_void_v<Any>;
    static_assert(taken,
                  "lithe: function: it takes no such arguments, or not so many; give columns, as "
                  "upper(col<&T::f>)");
    return {};
}

// Clang passes no std::string through an ellipsis. As a template it, too, comes after others.
struct no_node {
    constexpr no_node(std::string const&) {}
    constexpr no_node(char const*) {}
};

}  // namespace detail

template <class Any = void>
constexpr auto count(...) {
    return detail::misgiven<Any>();
}
template <class Any = void>
constexpr auto sum(...) {
    return detail::misgiven<Any>();
}
template <class Any = void>
constexpr auto total(...) {
    return detail::misgiven<Any>();
}
template <class Any = void>
constexpr auto avg(...) {
    return detail::misgiven<Any>();
}
template <class Any = void>
constexpr auto(min)(...) {
    return detail::misgiven<Any>();
}
template <class Any = void>
constexpr auto(max)(...) {
    return detail::misgiven<Any>();
}
template <class Any = void>
constexpr auto group_concat(...) {
    return detail::misgiven<Any>();
}
template <class Any = void>
constexpr auto distinct(...) {
    return detail::misgiven<Any>();
}
template <class Any = void>
constexpr auto lower(...) {
    return detail::misgiven<Any>();
}
template <class Any = void>
constexpr auto upper(...) {
    return detail::misgiven<Any>();
}
template <class Any = void>
constexpr auto trim(...) {
    return detail::misgiven<Any>();
}
template <class Any = void>
constexpr auto ltrim(...) {
    return detail::misgiven<Any>();
}
template <class Any = void>
constexpr auto rtrim(...) {
    return detail::misgiven<Any>();
}
template <class Any = void>
constexpr auto replace(...) {
    return detail::misgiven<Any>();
}
template <class Any = void>
constexpr auto length(...) {
    return detail::misgiven<Any>();
}
template <class Any = void>
constexpr auto instr(...) {
    return detail::misgiven<Any>();
}
template <class Any = void>
constexpr auto abs(...) {
    return detail::misgiven<Any>();
}
template <class Any = void>
constexpr auto round(...) {
    return detail::misgiven<Any>();
}
template <class Any = void>
constexpr auto ifnull(...) {
    return detail::misgiven<Any>();
}
template <class Any = void>
constexpr auto nullif(...) {
    return detail::misgiven<Any>();
}
template <class Any = void>
constexpr auto concat(...) {
    return detail::misgiven<Any>();
}
template <class Any = void>
constexpr auto concat(detail::no_node, detail::no_node) {
    return detail::misgiven<Any>();
}
template <class Any = void>
constexpr auto concat(detail::no_node, detail::no_node, detail::no_node) {
    return detail::misgiven<Any>();
}
template <class Any = void>
constexpr auto asc(...) {
    return detail::misgiven<Any>();
}
template <class Any = void>
constexpr auto desc(...) {
    return detail::misgiven<Any>();
}

}  // namespace lithe::inline v0
