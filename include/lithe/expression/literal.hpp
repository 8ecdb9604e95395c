#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// `literal<18>` is written into the text, never bound: for constants that SQLite's planner must
// see.

#include <lithe/expression/parameter.hpp>
#include <lithe/meta/fixed_string.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace lithe::inline v0 {

/// A constant written into the text: `literal<18>`, `literal<"draft">`.
template <auto Value>
struct literal_t : detail::expression_tag {
    using children = detail::type_list<>;
    using value_type = std::remove_const_t<decltype(Value)>;  // g++ 12 makes classes const
    static constexpr detail::precedence rank = detail::precedence::primary;

    template <class Nullable>
    static consteval bool may_be_null() {
        return false;
    }
    static constexpr void write(sql_writer& out) { detail::write_value_literal(out, Value); }
    constexpr void write_literal(sql_writer& out) const { write(out); }
};
template <std::size_t Size, fixed_string<Size> Text>
struct literal_t<Text> : detail::expression_tag {
    using children = detail::type_list<>;
    using value_type = std::string_view;
    static constexpr detail::precedence rank = detail::precedence::primary;

    template <class Nullable>
    static consteval bool may_be_null() {
        return false;
    }
    static constexpr void write(sql_writer& out) { out.string_literal(Text.view()); }
    constexpr void write_literal(sql_writer& out) const { write(out); }
};

namespace detail {
/// What stands in `literal<…>`: a value, or the characters of a text.
template <class Value>
struct constant {
    Value value;
    constexpr constant(Value given) : value(given) {}
};
template <std::size_t Size>
struct constant<fixed_string<Size>> {
    fixed_string<Size> value;
    constexpr constant(char const (&text)[Size + 1]) : value(text) {}
};
template <class Value>
constant(Value) -> constant<Value>;
template <std::size_t Length>
constant(char const (&)[Length]) -> constant<fixed_string<Length - 1>>;
}  // namespace detail

template <detail::constant Value>
inline constexpr literal_t<Value.value> literal{};

}  // namespace lithe::inline v0
