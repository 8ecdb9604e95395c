#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Values in expressions. A run-time value becomes a `parameter`, written `?N` and bound, never part
// of the text; in DDL, which cannot be bound, it is written as a literal.

#include <lithe/expression/expression.hpp>
#include <lithe/expression/rules.hpp>
#include <lithe/reflect/member.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

/// What stands for NULL: in `==`, SET, JSON and SQL by hand.
template <class Given>
inline constexpr bool is_null_constant =
    std::is_same_v<std::remove_cvref_t<Given>, std::nullopt_t> ||
    std::is_null_pointer_v<std::remove_cvref_t<Given>>;

/// `given`; a pointer to characters must not be null, which is neither a text nor NULL.
template <class Given>
LITHE_ALWAYS_INLINE constexpr Given&& require_text_there(Given&& given) {
    using plain = std::remove_cvref_t<Given>;
    if constexpr (std::is_same_v<plain, char const*> || std::is_same_v<plain, char*>) {
        if (given == nullptr)
            throw std::invalid_argument(
                "lithe: a null char const* is no text; give std::nullopt where NULL is meant");
    }
    return static_cast<Given&&>(given);
}

template <class Value>
constexpr void write_value_literal(sql_writer& out, Value const& value);

/// What `to_storage` returned: a text may come as anything that is a view of one.
template <class Storage, class Stored>
constexpr void write_stored_literal(sql_writer& out, Stored const& stored) {
    if constexpr (is_text<Storage>) {
        out.string_literal(stored);
    } else {
        write_value_literal<Storage>(out, stored);
    }
}

template <class Value>
constexpr void write_value_literal(sql_writer& out, Value const& value) {
    if constexpr (is_optional<Value>) {
        if (value) {
            write_value_literal(out, *value);
        } else {
            out.text("NULL");
        }
    } else if constexpr (is_null_constant<Value>) {
        out.text("NULL");
    } else if constexpr (has_value_traits<Value>) {
        write_stored_literal<storage_t<Value>>(out, value_traits<Value>::to_storage(value));
    } else if constexpr (std::is_enum_v<Value>) {
        write_value_literal(out, static_cast<std::underlying_type_t<Value>>(value));
    } else if constexpr (std::is_integral_v<Value>) {
        if (!std::in_range<std::int64_t>(+value))
            throw std::range_error("at most INT64_MAX");
        out.integer_literal(static_cast<std::int64_t>(value));
    } else if constexpr (std::is_floating_point_v<Value>) {
        out.real_literal(static_cast<double>(value));
    } else if constexpr (is_text<Value>) {
        out.string_literal(value);
    } else if constexpr (is_any<Value>) {
        value.visit([&](auto const& held) { write_value_literal(out, held); });
    } else {
        out.blob_literal(value);
    }
}

// One C++ type for each kind of value, so that `age > 18` and `age > 18L` are one statement type.
template <class Value>
struct parameter_type {
    using type = Value;
};
template <class Value>
    requires(std::is_integral_v<Value> && !std::is_same_v<Value, bool> && !is_character<Value> &&
             !has_value_traits<Value>)
struct parameter_type<Value> {
    using type = std::conditional_t<std::is_unsigned_v<Value> && sizeof(Value) == 8, std::uint64_t,
                                    std::int64_t>;
};
template <>
struct parameter_type<float> {
    using type = double;
};
template <>
struct parameter_type<std::string_view> {
    using type = std::string;  // views are copied: the query may outlive what they show
};
template <>
struct parameter_type<char const*> {
    using type = std::string;
};
template <>
struct parameter_type<char*> {
    using type = std::string;
};
template <std::size_t Size>
struct parameter_type<char const[Size]> {
    using type = std::string_view;  // a literal lives for ever
};
template <std::size_t Size>
struct parameter_type<char[Size]> {
    using type = std::string;  // somebody's buffer
};
template <>
struct parameter_type<bytes_view> {
    using type = bytes;
};
template <>
struct parameter_type<std::span<std::byte>> {
    using type = bytes;
};
template <class Value>
struct parameter_type<std::optional<Value>> {
    using type = std::optional<typename parameter_type<Value>::type>;
};
template <>
struct parameter_type<std::nullopt_t> {
    using type = std::nullopt_t;
};

// <chrono> converts a time to a finer unit with an overflow: 2500 in nanoseconds is a time of 1915.
template <class Value>
concept time_of_ticks = requires(Value const& time) {
    typename Value::clock;
    typename Value::duration::period;
    time.time_since_epoch().count();
};
template <class Given, class Time>
inline constexpr bool is_other_time = false;
template <time_of_ticks Given, time_of_ticks Time>
inline constexpr bool is_other_time<Given, Time> = !std::is_same_v<Given, Time>;

/// Whether `given`, counted in the ticks of `Time`, is one.
template <class Time, class Given>
constexpr bool is_time_in_range(Given const& given) {
    using from = typename Given::duration;
    using to = typename Time::duration;
    if constexpr (std::is_integral_v<typename from::rep> && std::is_integral_v<typename to::rep>) {
        using coarse = typename from::period;
        using fine = typename to::period;
        constexpr auto tick = coarse::num / fine::num * (fine::den / coarse::den);
        using limits = std::numeric_limits<typename to::rep>;
        auto const ticks = given.time_since_epoch().count();
        return std::cmp_less_equal(ticks, (limits::max)() / tick) &&
               std::cmp_greater_equal(ticks, (limits::min)() / tick);
    } else {
        return true;
    }
}
template <class Time, class Given>
constexpr Time convert_time(Given const& given) {
    if (!is_time_in_range<Time>(given))
        throw std::range_error("a time in range");
    return Time(given);
}

template <class Stored, class Value>
LITHE_ALWAYS_INLINE constexpr Stored convert_parameter(Value&& value) {
    using given = std::remove_cvref_t<Value>;
    if constexpr (std::is_same_v<Stored, given>) {
        return std::forward<Value>(value);
    } else if constexpr (is_optional<given> && is_optional<Stored>) {
        using inner = typename Stored::value_type;
        return value ? Stored(convert_parameter<inner>(*std::forward<Value>(value))) : Stored();
    } else if constexpr (is_other_time<given, bare<Stored>>) {
        return convert_time<bare<Stored>>(value);
    } else if constexpr (std::is_same_v<Stored, bytes>) {
        return Stored(value.begin(), value.end());
    } else if constexpr (std::is_arithmetic_v<Stored>) {
        return static_cast<Stored>(value);
    } else {
        return Stored(require_text_there(std::forward<Value>(value)));
    }
}

// Whole numbers of 32 bits and less are exact as REAL; wider ones are compared as integers.
template <class Given>
inline constexpr bool exact_as_real = std::is_integral_v<Given> && sizeof(Given) <= 4 &&
                                      !std::is_same_v<Given, bool> && !is_character<Given>;

/// What `parameter(given)` owns: numbers as they are, what views show; nothing<> of what no column
/// has.
template <class Given>
struct free_value {
    using owned = std::conditional_t<std::is_arithmetic_v<bare<Given>>, Given,
                                     typename parameter_type<Given>::type>;
    using type = std::conditional_t<storable<bare<owned>>, owned, nothing<>>;
};
template <class Given>
using free_value_t = typename free_value<Given>::type;
template <class Value>
inline constexpr bool is_copy_of_view =
    std::is_same_v<Value, std::string> || std::is_same_v<Value, bytes>;
template <class Value>
inline constexpr bool is_copy_of_view<std::optional<Value>> = is_copy_of_view<Value>;

}  // namespace detail

/// A run-time value. `Value` is what the object owns; it is bound when the statement runs. Beside
/// columns a value becomes one by itself; alone it is written so: `select(id, parameter(18))`.
template <class Value>
struct parameter : detail::expression_tag {
    static constexpr bool is_parameter = true;
    using children = detail::type_list<>;
    using value_type = detail::bare<Value>;
    static constexpr detail::precedence rank = detail::precedence::primary;

    Value value;

    LITHE_ALWAYS_INLINE constexpr explicit parameter(Value given)
        : value(static_cast<Value&&>(given)) {}
    /// A text or bytes that `given` shows.
    template <class Given>
        requires(detail::is_copy_of_view<Value> && !expression<Given> &&
                 !std::is_same_v<Given, Value> &&
                 std::is_same_v<detail::free_value_t<Given>, Value>)
    constexpr explicit parameter(Given const& given)
        : value(detail::convert_parameter<Value>(given)) {}

    template <class Nullable>
    static consteval bool may_be_null() {
        return detail::is_optional<Value>;
    }
    static constexpr void write(sql_writer& out) { out.parameter(); }
    constexpr void write_literal(sql_writer& out) const { detail::write_value_literal(out, value); }
    template <class Sink>
    LITHE_ALWAYS_INLINE constexpr void bind(Sink& sink) const {
        sink(value);
    }
};
template <class Given>
parameter(Given) -> parameter<detail::free_value_t<Given>>;
namespace detail {
template <class Value>
inline constexpr bool is_optional_value<parameter<std::optional<Value>>> = true;

/// `parameter(x)`: beside a column as `x` itself, in the form of the column. Not borrow(x).
template <class Given>
inline constexpr bool is_owned_parameter = false;
template <class Value>
inline constexpr bool is_owned_parameter<parameter<Value>> = !is_view<bare<Value>>;
}  // namespace detail

/// Of what cannot be bound, after the sentence: as a column of no field.
template <>
struct parameter<detail::nothing<>> : detail::expression_tag {
    using children = detail::type_list<>;
    using entity = detail::nothing<>;
    using source = detail::nothing<>;
    using value_type = detail::nothing<>;
    static constexpr detail::precedence rank = detail::precedence::primary;

    template <class Given>
    constexpr explicit parameter(Given const&) {
        if constexpr (detail::is_refused_value<detail::bare<Given>>) {
            using refused = value_traits<detail::bare<Given>>;
            static_cast<void>(refused::template explain<"parameter", Given>());
        } else {
            detail::refuse_parameter<Given>();
        }
    }
    template <class>
    static consteval bool may_be_null() {
        return false;
    }
    static constexpr void write(sql_writer&) {}
    static constexpr void write_literal(sql_writer&) {}
};

/// A text or blob that is not copied into the query: `borrow(name)`.
/// Lifetime: what `value` shows must live until the query has run.
constexpr auto borrow(std::string_view value) {
    return parameter<std::string_view>(value);
}
constexpr auto borrow(bytes_view value) {
    return parameter<bytes_view>(value);
}

}  // namespace lithe::inline v0
