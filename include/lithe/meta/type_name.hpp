#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The name of a type as text, taken from the compiler: `name_of<app::BlogPost>` is "BlogPost".
// Used for the name of a table that has no schema(), for class-template entities and in errors.

#include <lithe/meta/fixed_string.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace lithe::inline v0 {
namespace detail {

template <class Type>
consteval std::string_view signature() {
#if defined(_MSC_VER) && !defined(__clang__)
    return __FUNCSIG__;
#else
    return __PRETTY_FUNCTION__;
#endif
}

/// The signature of a function whose template argument is `Value`: the compiler's text of that
/// value.
template <auto Value>
consteval char const* value_signature() {
#if defined(_MSC_VER) && !defined(__clang__)
    return __FUNCSIG__;
#else
    return __PRETTY_FUNCTION__;
#endif
}

// Everything before and after the type's own text is the same for every type: measured on `double`.
inline constexpr std::size_t signature_prefix = signature<double>().find("double");
inline constexpr std::size_t signature_suffix = signature<double>().size() - signature_prefix - 6;

/// The type as the compiler spells it, with its namespaces and template arguments.
template <class Type>
consteval std::string_view full_type_name() {
    std::string_view const text = signature<Type>();
    return text.substr(signature_prefix, text.size() - signature_prefix - signature_suffix);
}

/// The last name in a type's spelling: without namespaces, enclosing classes, template arguments.
constexpr std::string_view last_part(std::string_view text) {
    int depth = 0;
    std::size_t begin = 0;
    std::size_t end = text.size();
    for (std::size_t at = 0; at < text.size(); ++at) {
        char const here = text[at];
        if (here == '<' && depth++ == 0)
            end = at;
        if (here == '>')
            --depth;
        if ((here == ':' || here == ' ') && depth == 0) {
            begin = at + 1;
            end = text.size();
        }
    }
    return text.substr(begin, end - begin);
}

/// The short name of the type, the same from all compilers, as tables are named by it. Integers go
/// by their width: GCC spells std::int64_t "long int", so that its last part is that of an int.
template <class Type>
consteval std::string_view short_type_name() {
    std::string_view const text = last_part(full_type_name<Type>());
    if constexpr (std::is_integral_v<Type>) {
        if (text == "int" || text == "short" || text == "long" || text == "char" ||
            text == "unsigned") {
            constexpr std::string_view names[] = {"int8",  "int16",  "int32",  "int64",
                                                  "uint8", "uint16", "uint32", "uint64"};
            constexpr std::size_t width = sizeof(Type);
            constexpr std::size_t at = width == 1 ? 0 : width == 2 ? 1 : width == 4 ? 2 : 3;
            constexpr bool is_char = std::is_same_v<Type, char>;
            return is_char ? text : names[at + (std::is_unsigned_v<Type> ? 4 : 0)];
        }
    }
    // libc++ tells Clang to spell std::string so; libstdc++ does not.
    if (text == "basic_string" || text == "basic_string_view")
        return text.substr(6);
    return text;
}

template <std::size_t Size>
consteval fixed_string<Size> to_fixed_string(std::string_view text) {
    return fixed_string<Size>(text);
}

constexpr bool is_upper(char letter) {
    return letter >= 'A' && letter <= 'Z';
}
constexpr bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}
constexpr char to_lower(char letter) {
    return is_upper(letter) ? static_cast<char>(letter - 'A' + 'a') : letter;
}
constexpr char to_upper(char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

/// SQLite compares names of tables and columns without regard to the case of ASCII letters.
constexpr bool same_name(std::string_view left, std::string_view right) {
    if (left.size() != right.size())
        return false;
    for (std::size_t at = 0; at < left.size(); ++at)
        if (to_lower(left[at]) != to_lower(right[at]))
            return false;
    return true;
}

/// Writes `name` in snake_case: BlogPost becomes blog_post, HTTPRequest http_request.
template <class Sink>
constexpr void snake_case(std::string_view name, Sink&& put) {
    for (std::size_t at = 0; at < name.size(); ++at) {
        char const here = name[at];
        if (is_upper(here) && at > 0 && name[at - 1] != '_') {
            bool const after_small = !is_upper(name[at - 1]);
            bool const before_small = at + 1 < name.size() && !is_upper(name[at + 1]) &&
                                      !is_digit(name[at + 1]) && name[at + 1] != '_';
            if (after_small || before_small)
                put('_');
        }
        put(to_lower(here));
    }
}

template <std::size_t Size>
consteval fixed_string<Size> snake_case_string(std::string_view name) {
    fixed_string<Size> text;
    std::size_t size = 0;
    snake_case(name, [&](char letter) { text.characters[size++] = letter; });
    return text;
}

consteval std::size_t snake_case_size(std::string_view name) {
    std::size_t size = 0;
    snake_case(name, [&](char) { ++size; });
    return size;
}

template <class Type>
inline constexpr auto snake_case_name =
    snake_case_string<snake_case_size(short_type_name<Type>())>(short_type_name<Type>());

}  // namespace detail

/// The short name of `Type` as a constant that can be joined: `"event_" + name_of<Payload>`.
template <class Type>
inline constexpr auto name_of = detail::to_fixed_string<detail::short_type_name<Type>().size()>(
    detail::short_type_name<Type>());

}  // namespace lithe::inline v0
