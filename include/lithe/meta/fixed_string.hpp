#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Text as a template argument or a constant: `name_of<Payload>`, `sql<"SELECT 1">`, a table's name.
// The length is part of the type, so a string of 5 characters and one of 6 are different types:
// use it at the door only, never as a node of an expression (see docs/design).

#include <cstddef>
#include <string_view>

namespace lithe::inline v0 {

/// A string constant of `Size` characters, usable as a template argument.
template <std::size_t Size>
struct fixed_string {
    char characters[Size + 1]{};

    constexpr fixed_string() = default;

    /// From a literal.
    constexpr fixed_string(char const (&text)[Size + 1]) {
        for (std::size_t at = 0; at < Size; ++at)
            characters[at] = text[at];
    }

    constexpr explicit fixed_string(std::string_view text) {
        for (std::size_t at = 0; at < Size && at < text.size(); ++at)
            characters[at] = text[at];
    }

    [[nodiscard]] constexpr std::string_view view() const { return {characters, Size}; }
    [[nodiscard]] static constexpr std::size_t size() { return Size; }
    constexpr operator std::string_view() const { return view(); }

    bool operator==(fixed_string const&) const = default;
};

template <std::size_t Length>
fixed_string(char const (&)[Length]) -> fixed_string<Length - 1>;

namespace detail {
template <std::size_t Left, std::size_t Right>
constexpr fixed_string<Left + Right> joined(std::string_view left, std::string_view right) {
    fixed_string<Left + Right> both;
    for (std::size_t at = 0; at < Left; ++at)
        both.characters[at] = left[at];
    for (std::size_t at = 0; at < Right; ++at)
        both.characters[Left + at] = right[at];
    return both;
}
}  // namespace detail

/// Both texts, one after the other, as a constant.
template <std::size_t Left, std::size_t Right>
constexpr auto operator+(fixed_string<Left> const& left, fixed_string<Right> const& right) {
    return detail::joined<Left, Right>(left.view(), right.view());
}

template <std::size_t Left, std::size_t Length>
constexpr auto operator+(fixed_string<Left> const& left, char const (&right)[Length]) {
    return detail::joined<Left, Length - 1>(left.view(), {right, Length - 1});
}

template <std::size_t Length, std::size_t Right>
constexpr auto operator+(char const (&left)[Length], fixed_string<Right> const& right) {
    return detail::joined<Length - 1, Right>({left, Length - 1}, right.view());
}

}  // namespace lithe::inline v0
