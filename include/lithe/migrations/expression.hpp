#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Expressions of a history: columns by name with the type they had then, not by member pointer.
// `m::ref<std::string>("first") + " " + m::coalesce(m::ref<std::optional<std::string>>("last"),
// "")`

#include <lithe/migrations/record.hpp>

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace lithe::inline v0::migrations {
namespace detail {

/// An expression: its storage class, whether it may be NULL, and how many records it has.
template <storage_class Kind, bool Nullable, std::size_t Size>
struct term {
    static constexpr storage_class kind = Kind;
    static constexpr bool nullable = Nullable;
    tree<Size> nodes;
};

template <class Value>
inline constexpr bool is_term = false;
template <storage_class Kind, bool Nullable, std::size_t Size>
inline constexpr bool is_term<term<Kind, Nullable, Size>> = true;

template <class Value>
concept operand = is_term<Value> || std::integral<Value> || std::floating_point<Value> ||
                  std::convertible_to<Value const&, std::string_view>;

template <class Value>
constexpr auto as_term(Value const& value) {
    if constexpr (is_term<Value>) {
        return value;
    } else if constexpr (std::is_integral_v<Value>) {
        return term<storage_class::integer, false, 1>{
            leaf(part::integer, {}, static_cast<std::int64_t>(value))};
    } else if constexpr (std::is_floating_point_v<Value>) {
        return term<storage_class::real, false, 1>{
            leaf(part::real, {}, std::bit_cast<std::int64_t>(static_cast<double>(value)))};
    } else {
        return term<storage_class::text, false, 1>{leaf(part::text, std::string_view(value))};
    }
}
template <class Value>
using term_of = decltype(as_term(std::declval<Value const&>()));

template <class Left, class Right>
concept operands = operand<Left> && operand<Right> && (is_term<Left> || is_term<Right>);

constexpr bool is_number(storage_class kind) {
    return kind == storage_class::integer || kind == storage_class::real;
}

// The ranks of lithe's own expressions, so that both write the same brackets.
enum rank : std::int64_t { either = 1, both, negation, equality, order, sum, product, joined };

template <storage_class Kind, bool Nullable, std::size_t Left, std::size_t Right>
constexpr auto infix(std::string_view words, rank how, tree<Left> const& left,
                     tree<Right> const& right) {
    record head;
    head.kind = part::infix;
    head.name = words;
    head.number = how;
    return term<Kind, Nullable, 1 + Left + Right>{node(head, left, right)};
}

template <storage_class Kind, class Left, class Right>
constexpr auto combine(std::string_view words, rank how, Left const& left, Right const& right) {
    constexpr bool nullable = term_of<Left>::nullable || term_of<Right>::nullable;
    return infix<Kind, nullable>(words, how, as_term(left).nodes, as_term(right).nodes);
}

template <class Left, class Right>
consteval storage_class sum_kind() {
    constexpr bool numbers = is_number(term_of<Left>::kind) && is_number(term_of<Right>::kind);
    static_assert(numbers,
                  "lithe: m::ref(): arithmetic with what is no number; use m::cast<T>(x) first");
    return term_of<Left>::kind == storage_class::real || term_of<Right>::kind == storage_class::real
               ? storage_class::real
               : storage_class::integer;
}

template <class Left, class Right>
consteval void require_same_kind() {
    constexpr bool comparable = term_of<Left>::kind == term_of<Right>::kind ||
                                (is_number(term_of<Left>::kind) && is_number(term_of<Right>::kind));
    static_assert(comparable,
                  "lithe: m::ref(): a comparison of different types; use m::cast<T>(x) first");
}

template <class Left, class Right>
constexpr auto compare(std::string_view words, rank how, Left const& left, Right const& right) {
    require_same_kind<Left, Right>();
    return combine<storage_class::integer>(words, how, left, right);
}

template <class... Values>
constexpr auto call(std::string_view name, Values const&... values) {
    record head;
    head.kind = part::call;
    head.name = name;
    return node(head, as_term(values).nodes...);
}

template <class Value>
constexpr tree<1> typed_leaf(part kind, std::string_view name) {
    tree<1> one = leaf(kind, name);
    one.list[0].type = lithe::detail::storage_class_of<lithe::detail::bare<Value>>();
    one.list[0].flags = lithe::detail::is_optional<Value> ? flag_nullable : std::uint8_t{0};
    return one;
}

template <class Value>
inline constexpr auto kind_of = lithe::detail::storage_class_of<lithe::detail::bare<Value>>();

/// `+`: texts are joined, numbers added.
template <class Left, class Right>
    requires operands<Left, Right>
constexpr auto operator+(Left const& left, Right const& right) {
    if constexpr (term_of<Left>::kind == storage_class::text &&
                  term_of<Right>::kind == storage_class::text) {
        constexpr bool never_null = !term_of<Left>::nullable && !term_of<Right>::nullable;
        static_assert(never_null,
                      "lithe: m::ref(): joined with a text that may be NULL, all would be NULL; "
                      "use m::coalesce(x, y)");
        return combine<storage_class::text>(" || ", joined, left, right);
    } else {
        return combine<sum_kind<Left, Right>()>(" + ", sum, left, right);
    }
}
template <class Left, class Right>
    requires operands<Left, Right>
constexpr auto operator-(Left const& left, Right const& right) {
    return combine<sum_kind<Left, Right>()>(" - ", sum, left, right);
}
template <class Left, class Right>
    requires operands<Left, Right>
constexpr auto operator*(Left const& left, Right const& right) {
    return combine<sum_kind<Left, Right>()>(" * ", product, left, right);
}
template <class Left, class Right>
    requires operands<Left, Right>
constexpr auto operator==(Left const& left, Right const& right) {
    return compare(" = ", equality, left, right);
}
template <class Left, class Right>
    requires operands<Left, Right>
constexpr auto operator!=(Left const& left, Right const& right) {
    return compare(" <> ", equality, left, right);
}
template <class Left, class Right>
    requires operands<Left, Right>
constexpr auto operator<(Left const& left, Right const& right) {
    return compare(" < ", order, left, right);
}
template <class Left, class Right>
    requires operands<Left, Right>
constexpr auto operator<=(Left const& left, Right const& right) {
    return compare(" <= ", order, left, right);
}
template <class Left, class Right>
    requires operands<Left, Right>
constexpr auto operator>(Left const& left, Right const& right) {
    return compare(" > ", order, left, right);
}
template <class Left, class Right>
    requires operands<Left, Right>
constexpr auto operator>=(Left const& left, Right const& right) {
    return compare(" >= ", order, left, right);
}
template <class Left, class Right>
    requires(is_term<Left> && is_term<Right>)
constexpr auto operator&&(Left const& left, Right const& right) {
    return combine<storage_class::integer>(" AND ", both, left, right);
}
template <class Left, class Right>
    requires(is_term<Left> && is_term<Right>)
constexpr auto operator||(Left const& left, Right const& right) {
    return combine<storage_class::integer>(" OR ", either, left, right);
}

}  // namespace detail

/// A column as it was at that step: its name, and its type with std::optional where it may be NULL.
template <class Value>
constexpr auto ref(std::string_view name) {
    return detail::term<detail::kind_of<Value>, lithe::detail::is_optional<Value>, 1>{
        detail::typed_leaf<Value>(detail::part::ref, name)};
}

/// A constant, where no operator makes one of a plain value.
template <class Value>
constexpr auto lit(Value const& value) {
    return detail::as_term(value);
}

/// The first of two values that is not NULL.
template <detail::operand First, detail::operand Second>
constexpr auto coalesce(First const& first, Second const& second) {
    detail::require_same_kind<First, Second>();
    auto nodes = detail::call("coalesce", first, second);
    return detail::term<detail::term_of<First>::kind, detail::term_of<Second>::nullable,
                        nodes.size>{nodes};
}

/// The value as SQLite's CAST makes it.
template <class Value, detail::operand From>
constexpr auto cast(From const& from) {
    auto head = detail::typed_leaf<Value>(detail::part::cast, {}).list[0];
    auto nodes = detail::node(head, detail::as_term(from).nodes);
    return detail::term<detail::kind_of<Value>, detail::term_of<From>::nullable, nodes.size>{nodes};
}

/// An expression as SQL text, for what has no other spelling: `m::sql<std::string>("trim(name)")`.
/// Its columns are not checked at compile time; the migration fails and is undone if one is wrong.
template <class Value>
constexpr auto sql(std::string_view text) {
    return detail::term<detail::kind_of<Value>, lithe::detail::is_optional<Value>, 1>{
        detail::typed_leaf<Value>(detail::part::sql, text)};
}

}  // namespace lithe::inline v0::migrations
