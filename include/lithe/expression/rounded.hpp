#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Numbers for columns of fewer values than SQLite's. What SQLite computes is a double, and a column
// of a float field holds floats, which are read exactly: `set(col<&T::score> = col<&T::score>
// * 1.1)` stores the nearest float, by a function that lithe's connections have. Not in triggers,
// which other programs run, too.

#include <lithe/expression/expression.hpp>
#include <lithe/expression/parameter.hpp>

#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0::detail {

template <class Node>
struct rounded : postfix_functions<rounded<Node>> {
    using children = type_list<Node>;
    using value_type = float;
    static constexpr precedence rank = precedence::primary;

    LITHE_NO_UNIQUE_ADDRESS Node node;

    constexpr explicit rounded(Node given) : node(std::move(given)) {}

    template <class Nullable>
    static consteval bool may_be_null() {
        return Node::template may_be_null<Nullable>();
    }
    static constexpr void write(sql_writer& out) {
        if (out.literals != nullptr)
            return Node::write(out);
        out.text("lithe_float(");
        Node::write(out);
        out.put(')');
    }
    constexpr void write_literal(sql_writer& out) const { node.write_literal(out); }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        bind_expression(sink, node);
    }
};

/// An expression that is assigned to `Column`.
template <class Column, class Node>
constexpr auto round_to(Node node) {
    using value = typename Node::value_type;
    if constexpr (std::is_same_v<typename Column::value_type, float> &&
                  std::is_arithmetic_v<value> && !std::is_same_v<value, float>) {
        return rounded<Node>(std::move(node));
    } else {
        return node;
    }
}

/// Whether `Real` holds the whole number `value` exactly.
template <class Real, class Value>
constexpr bool is_exact_in(Value value) {
    std::uint64_t digits = static_cast<std::uint64_t>(value);
    if (value < 0)
        digits = 0 - digits;
    while (digits != 0 && digits % 2 == 0)
        digits /= 2;
    return digits >> std::numeric_limits<Real>::digits == 0;
}

/// Checks a number that is assigned to a column of fewer values than SQLite's: stored out of range,
/// it could not be read back, and a whole number in a REAL column could be rounded.
template <class Field>
struct narrow_traits {
    using storage = std::conditional_t<std::is_integral_v<Field>, std::int64_t, double>;
    static constexpr std::string_view description = description_of<Field>();
    template <class Value>
    static constexpr storage to_storage(Value value) {
        if constexpr (std::is_floating_point_v<Field> && std::is_integral_v<Value>) {
            if (!is_exact_in<Field>(value))
                throw std::range_error("exact");
            return static_cast<storage>(value);
        } else if constexpr (std::is_same_v<Field, float>) {
            constexpr double most = (std::numeric_limits<float>::max)();
            constexpr double infinity = std::numeric_limits<double>::infinity();
            if (value == infinity || value == -infinity)
                return value;
            if (!(value >= -most && value <= most))
                throw std::range_error("float");
            return static_cast<double>(static_cast<float>(value));
        } else if constexpr (std::is_same_v<Field, bool>) {
            if (value != 0 && value != 1)
                throw std::range_error("bool");
            return static_cast<storage>(value);
        } else {
            if (!std::in_range<Field>(value) || !std::in_range<storage>(value))
                throw std::range_error("in range");
            return static_cast<storage>(value);
        }
    }
};

/// A number assigned to a column of type `Field`.
template <class Field, class Value>
struct narrowed_parameter : parameter<Value> {
    using parameter<Value>::parameter;

    template <class Sink>
    constexpr void bind(Sink& sink) const {
        sink.template bind_as<narrow_traits<Field>>(this->value);
    }
    constexpr void write_literal(sql_writer& out) const {
        if constexpr (is_optional<Value>) {
            if (!this->value)
                return out.text("NULL");
            write_value_literal(out, narrow_traits<Field>::to_storage(*this->value));
        } else {
            write_value_literal(out, narrow_traits<Field>::to_storage(this->value));
        }
    }
};

template <class Field, class Value>
inline constexpr bool is_narrowed = false;
template <class Field>
inline constexpr bool is_narrowed<Field, double> = std::is_same_v<Field, float>;
template <class Field>
inline constexpr bool is_narrowed<Field, std::int64_t> =
    std::is_floating_point_v<Field> ||
    (std::is_integral_v<Field> && (sizeof(Field) < 8 || std::is_unsigned_v<Field>));
template <class Field>
inline constexpr bool is_narrowed<Field, std::uint64_t> =
    std::is_floating_point_v<Field> ||
    (std::is_integral_v<Field> && (sizeof(Field) < 8 || std::is_signed_v<Field>));

template <class Column, class Value>
constexpr auto narrow(parameter<Value> node) {
    using field = typename Column::value_type;
    if constexpr (is_narrowed<field, bare<Value>>) {
        return narrowed_parameter<field, Value>(std::move(node.value));
    } else {
        return node;
    }
}

}  // namespace lithe::inline v0::detail
