#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// table(name, constraints…): the value that schema() returns. A struct without schema() is the
// table of its own name in snake_case, with a field `id` of integer type as its primary key.

#include <lithe/meta/fixed_string.hpp>
#include <lithe/schema/constraint.hpp>
#include <lithe/schema/index_expression.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

template <class Left, class Right>
struct joined_pack;
template <class... Left, class... Right>
struct joined_pack<value_pack<Left...>, value_pack<Right...>> {
    using type = value_pack<Left..., Right...>;
    static constexpr type join(value_pack<Left...> const& left, value_pack<Right...> const& right) {
        return [&]<std::size_t... First, std::size_t... Second>(std::index_sequence<First...>,
                                                                std::index_sequence<Second...>) {
            return make_pack<Left..., Right...>(get<First>(left)..., get<Second>(right)...);
        }(std::index_sequence_for<Left...>{}, std::index_sequence_for<Right...>{});
    }
};

template <class Constraint>
constexpr auto as_pack(Constraint const& constraint) {
    return make_pack<Constraint>(constraint);
}
template <class... Constraints>
constexpr auto as_pack(constraints_t<Constraints...> const& shared) {
    return flatten(shared.list);
}

constexpr auto join_packs() {
    return value_pack<>{};
}
template <class First, class... Rest>
constexpr auto join_packs(First const& first, Rest const&... rest) {
    auto const tail = join_packs(rest...);
    return joined_pack<First, std::remove_const_t<decltype(tail)>>::join(first, tail);
}

/// Puts the constraints of shared lists in their place.
template <class... Constraints>
constexpr auto flatten(value_pack<Constraints...> const& list) {
    if constexpr ((is_instance_of<Constraints, constraints_t> || ...)) {
        return [&]<std::size_t... Index>(std::index_sequence<Index...>) {
            return join_packs(as_pack(get<Index>(list))...);
        }(std::index_sequence_for<Constraints...>{});
    } else {
        return list;
    }
}

/// What table() returns where it was refused, so that its sentence is the only one.
struct refused_table {
    [[nodiscard]] constexpr refused_table non_strict() const { return *this; }
    [[nodiscard]] constexpr refused_table in_schema(std::string_view) const { return *this; }
    [[nodiscard]] constexpr refused_table temporary() const { return *this; }
};

// A std::string cannot be part of a constant, which a descriptor is.
template <class Name>
concept table_name =
    std::is_array_v<Name> ||
    (!std::is_same_v<Name, std::string> && std::is_convertible_v<Name const&, std::string_view>);

template <class Name>
consteval bool require_table_name() {
    constexpr bool text = table_name<Name>;
    static_assert(text, "lithe: table(): its first argument is no name; give a literal text");
    return text;
}

template <class Name>
constexpr auto as_table_name(Name const& name) {
    if constexpr (std::is_array_v<Name>) {
        return std::string_view(name, std::extent_v<Name> - 1);
    } else {
        return name;
    }
}

}  // namespace detail

namespace detail {

template <class Constraint>
struct embedded_in {
    using type = type_list<>;
};
template <auto Member>
struct embedded_in<embedded_t<Member>> {
    using type = type_list<embedded_t<Member>>;
};
template <class... Constraints>
consteval auto find_embedded_in(type_list<Constraints...>) {
    if constexpr ((requires { Constraints::embedded_member; } || ...)) {
        return concat_t<typename embedded_in<Constraints>::type...>{};
    } else {
        return type_list<>{};
    }
}

}  // namespace detail

/// A table's descriptor: its name, its constraints, and whether it is STRICT (it is by default).
template <class Name, class Constraints>
struct table_t {
    using constraint_list = Constraints;
    using embedded = decltype(detail::find_embedded_in(typename Constraints::types{}));
    Name name;
    Constraints constraints;
    bool strict = true;
    std::string_view schema_name{};  ///< empty: main

    /// Without STRICT: SQLite then stores values of any type in any column.
    [[nodiscard]] constexpr table_t non_strict() const {
        table_t changed = *this;
        changed.strict = false;
        return changed;
    }
    /// Of a database that the connection has attached by that name (on_open: ATTACH … AS name).
    [[nodiscard]] constexpr table_t in_schema(std::string_view name_of_schema) const {
        table_t changed = *this;
        changed.schema_name = name_of_schema;
        return changed;
    }
    /// Of one connection alone, gone when that closes.
    [[nodiscard]] constexpr table_t temporary() const { return in_schema("temp"); }
};

/// Describes a table; what `schema()` returns.
template <class Name, class... Constraints>
constexpr auto table(Name const& name, Constraints const&... list) {
    if constexpr (!detail::table_name<Name>) {
        static_cast<void>(detail::require_table_name<Name>());
        return detail::refused_table{};
    } else if constexpr (!detail::are_constraints<Constraints...>) {
        static_cast<void>(detail::require_constraints<Constraints...>());
        return detail::refused_table{};
    } else if constexpr ((std::is_same_v<Constraints, detail::refused_constraints> || ...)) {
        return detail::refused_table{};
    } else {
        auto flat = detail::flatten(detail::make_pack<Constraints...>(list...));
        auto text = detail::as_table_name(name);
        return table_t<decltype(text), decltype(flat)>{text, flat};
    }
}

}  // namespace lithe::inline v0
