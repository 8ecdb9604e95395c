#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// How a C++ type is stored: SQLite has five storage classes, lithe maps each field type to exactly
// one of INTEGER, REAL, TEXT and BLOB, and std::optional adds NULL. A user's type joins by
// specialising `value_traits`.

#include <lithe/fwd.hpp>
#include <lithe/meta/type_list.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace lithe::inline v0 {

using bytes = std::vector<std::byte>;
using bytes_view = std::span<std::byte const>;

namespace detail {

enum class storage_class : unsigned char { none, integer, real, text, blob, any };

template <class Value>
inline constexpr bool is_optional = false;
template <class Value>
inline constexpr bool is_optional<std::optional<Value>> = true;

template <class Value>
struct without_optional {
    using type = Value;
};
template <class Value>
struct without_optional<std::optional<Value>> {
    using type = Value;
};
/// `Value`, or what it holds when it is a std::optional.
template <class Value>
using bare = typename without_optional<Value>::type;

template <class Value>
inline constexpr bool is_byte_array = false;
template <std::size_t Size>
inline constexpr bool is_byte_array<std::array<std::byte, Size>> = true;

template <class Value>
inline constexpr bool is_text =
    std::is_same_v<Value, std::string> || std::is_same_v<Value, std::string_view>;

template <class Value>
inline constexpr bool is_blob =
    std::is_same_v<Value, bytes> || is_byte_array<Value> || std::is_same_v<Value, bytes_view> ||
    std::is_same_v<Value, std::span<std::byte>>;

/// A value of any storage class, in a column of type ANY (value/tagged.hpp).
template <class Value>
inline constexpr bool is_any = false;

// A char is neither a number nor a text to SQLite; lithe does not guess which one was meant.
template <class Value>
inline constexpr bool is_character =
    std::is_same_v<Value, char> || std::is_same_v<Value, wchar_t> ||
    std::is_same_v<Value, char8_t> || std::is_same_v<Value, char16_t> ||
    std::is_same_v<Value, char32_t>;

template <class Value>
concept has_value_traits = requires { sizeof(value_traits<Value>); };

/// The storage class of a type that lithe knows without value_traits.
template <class Value>
consteval storage_class native_storage() {
    if constexpr (has_value_traits<Value>) {
        return storage_class::none;
    } else if constexpr (is_character<Value>) {
        return storage_class::none;
    } else if constexpr (std::is_integral_v<Value>) {
        return sizeof(Value) <= 8 ? storage_class::integer : storage_class::none;
    } else if constexpr (std::is_enum_v<Value>) {
        return storage_class::integer;
    } else if constexpr (std::is_same_v<Value, float> || std::is_same_v<Value, double>) {
        return storage_class::real;
    } else if constexpr (is_text<Value>) {
        return storage_class::text;
    } else if constexpr (is_blob<Value>) {
        return storage_class::blob;
    } else {
        return is_any<Value> ? storage_class::any : storage_class::none;
    }
}

template <class Value>
concept native_value = native_storage<Value>() != storage_class::none;

template <class Value>
concept native_storage_type =
    requires { requires native_value<typename value_traits<Value>::storage>; };

// A text may be returned as anything that shows one: a view of the value's own characters.
template <class Given, class Storage>
concept stored_form = std::convertible_to<Given, Storage> ||
                      (is_text<Storage> && std::convertible_to<Given, std::string_view>);

template <class Value>
concept has_to_storage = requires(Value const& value) {
    {
        value_traits<Value>::to_storage(value)
    } -> stored_form<typename value_traits<Value>::storage>;
};

template <class Value>
concept has_from_storage = requires {
    {
        value_traits<Value>::from_storage(std::declval<typename value_traits<Value>::storage>())
    } -> std::convertible_to<Value>;
};

template <class Value>
concept complete_value_traits =
    native_storage_type<Value> && has_to_storage<Value> && has_from_storage<Value>;

template <class Value>
struct storage_of_value {
    using type = Value;
};
template <has_value_traits Value>
struct storage_of_value<Value> {
    using type = typename value_traits<Value>::storage;
};
/// The native type that `Value` is stored as; itself for native types.
template <class Value>
using storage_t = typename storage_of_value<Value>::type;

/// Traits that say why their type is no field's type, or what is wrong with themselves.
template <class Value>
inline constexpr bool is_refused_value = false;
template <class Value>
    requires requires { value_traits<Value>::is_refused; }
inline constexpr bool is_refused_value<Value> = value_traits<Value>::is_refused;

template <class Value>
consteval storage_class storage_class_of() {
    if constexpr (has_value_traits<Value>) {
        if constexpr (is_refused_value<Value>) {
            return storage_class::none;
        } else if constexpr (complete_value_traits<Value>) {
            return native_storage<storage_t<Value>>();
        } else {
            return storage_class::none;
        }
    } else {
        return native_storage<Value>();
    }
}

/// Types that a field can have, std::optional apart.
template <class Value>
concept storable = storage_class_of<Value>() != storage_class::none;

/// Keys that SQLite assigns: integers, and types whose traits say `is_row_id`, such as id<Entity>.
/// (A bool's `false` is a value, and 2 is none.)
template <class Value>
inline constexpr bool is_row_id = std::is_integral_v<Value> && !std::is_same_v<Value, bool>;
template <class Value>
    requires requires { value_traits<Value>::is_row_id; }
inline constexpr bool is_row_id<Value> = value_traits<Value>::is_row_id;

/// Views do not own what they show: fine for writing, dangling when read into a result.
template <class Value>
inline constexpr bool is_view =
    std::is_same_v<Value, std::string_view> || std::is_same_v<Value, bytes_view> ||
    std::is_same_v<Value, std::span<std::byte>>;

/// Two values can be compared, assigned and unified when their kinds are equal.
struct number_kind {};
struct text_kind {};
struct blob_kind {};

template <class Value>
struct kind_of_value {
    using type = Value;  // an enum, a date, a user's type: comparable with itself alone
};
template <class Value>
    requires(std::is_arithmetic_v<Value> && !is_character<Value> && !has_value_traits<Value>)
struct kind_of_value<Value> {
    using type = number_kind;
};
template <class Value>
    requires is_text<Value>
struct kind_of_value<Value> {
    using type = text_kind;
};
template <class Value>
    requires is_blob<Value>
struct kind_of_value<Value> {
    using type = blob_kind;
};
template <class Value>
using kind_t = typename kind_of_value<bare<Value>>::type;

template <class Value>
inline constexpr bool is_number = std::is_same_v<kind_t<Value>, number_kind>;
template <class Value>
inline constexpr bool is_text_kind = std::is_same_v<kind_t<Value>, text_kind>;

/// The type of what was refused: it passes for any, so that one mistake is one error.
template <class Value>
inline constexpr bool is_unknown = false;
template <>
inline constexpr bool is_unknown<nothing<>> = true;
template <>
inline constexpr bool is_number<nothing<>> = true;
template <>
inline constexpr bool is_text_kind<nothing<>> = true;

/// What a description in an error says that was expected.
template <class Value>
consteval std::string_view description_of() {
    if constexpr (requires { value_traits<Value>::description; }) {
        return value_traits<Value>::description;
    } else if constexpr (std::is_same_v<Value, bool>) {
        return "bool";
    } else if constexpr (std::is_integral_v<Value>) {
        constexpr std::string_view names[2][4] = {{"int8", "int16", "int32", "int64"},
                                                  {"uint8", "uint16", "uint32", "uint64"}};
        constexpr std::size_t width = sizeof(Value) == 1   ? 0
                                      : sizeof(Value) == 2 ? 1
                                      : sizeof(Value) == 4 ? 2
                                                           : 3;
        return names[std::is_unsigned_v<Value> ? 1 : 0][width];
    } else {
        constexpr storage_class kind = storage_class_of<Value>();
        return kind == storage_class::integer ? "INTEGER"
               : kind == storage_class::real  ? "REAL"
               : kind == storage_class::text  ? "TEXT"
               : kind == storage_class::any   ? "a value"
                                              : "BLOB";
    }
}

}  // namespace detail
}  // namespace lithe::inline v0
