#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Columns by member pointer: `col<&User::age>`; the same column of an alias:
// `boss[col<&User::id>]`. A column knows its struct and its type, never a table: names are asked of
// the schema floor when the text is written.

#include <lithe/expression/expression.hpp>
#include <lithe/expression/parameter.hpp>
#include <lithe/expression/rounded.hpp>
#include <lithe/expression/rules.hpp>
#include <lithe/meta/fixed_string.hpp>
#include <lithe/reflect/member.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {

namespace detail {

/// The value_traits of one column: those of its type unless the descriptor says `stored_as`.
/// Defined by the schema floor, which knows descriptors.
template <auto Member>
struct column_traits;

/// `Traits` for a time of another unit, which `Time` may not reach.
template <class Traits, class Time>
struct time_unit_traits : Traits {
    template <class Given>
    static constexpr decltype(auto) to_storage(Given const& given) {
        return Traits::to_storage(convert_time<Time>(given));
    }
};

}  // namespace detail

/// A value for a column of an enum, a time or a user's type, whose descriptor may choose how it is
/// stored. A time of a coarser unit is converted when it is bound.
template <auto Member, class Value>
struct column_parameter : parameter<Value> {
    using parameter<Value>::parameter;
    using value_type = detail::bare<detail::field_of<Member>>;

    template <class Sink>
    constexpr void bind(Sink& sink) const {
        sink.template bind_as<decltype(traits())>(this->value);
    }
    constexpr void write_literal(sql_writer& out) const {
        if constexpr (detail::is_optional<Value>) {
            if (!this->value)
                return out.text("NULL");
            write_stored(out, *this->value);
        } else {
            write_stored(out, this->value);
        }
    }

private:
    // A function, because descriptors are complete only when the statement is used.
    static auto traits() {
        using form = detail::column_traits<Member>;
        if constexpr (detail::is_other_time<detail::bare<Value>, value_type>) {
            return detail::time_unit_traits<form, value_type>{};
        } else {
            return form{};
        }
    }
    static constexpr void write_stored(sql_writer& out, detail::bare<Value> const& value) {
        using form = decltype(traits());
        detail::write_stored_literal<typename form::storage>(out, form::to_storage(value));
    }
};

namespace detail {

/// Names of tables and columns; defined by the schema floor, which knows descriptors.
template <class Entity>
struct entity_names;

template <class Entity>
struct table_source {
    using entity = Entity;
    static constexpr std::string_view name() { return entity_names<Entity>::table(); }
    static constexpr void write_name(sql_writer& out) { out.identifier(name()); }
    static constexpr void write_declaration(sql_writer& out) {
        entity_names<Entity>::write_table(out);
    }
};

template <class Entity, fixed_string Name>
struct alias_source {
    using entity = Entity;
    static constexpr std::string_view name() { return Name.view(); }
    static constexpr void write_name(sql_writer& out) { out.identifier(name()); }
    static constexpr void write_declaration(sql_writer& out) {
        entity_names<Entity>::write_table(out);
        out.text(" AS ");
        write_name(out);
    }
};

template <class Node>
inline constexpr bool is_column = requires { typename std::remove_cvref_t<Node>::source; };

/// Columns of enums, times and users' types: their descriptor may choose a stored form.
template <class Node>
concept column_with_form =
    is_column<Node> && std::is_same_v<kind_t<typename Node::value_type>, typename Node::value_type>;

/// The column whose stored form the values of `Node` have: itself, or the one that min(), max() or
/// coalesce() is made of. A time compared with `max(col<&Post::at>)` is written as the column
/// writes it.
template <class Node>
struct formed {
    static constexpr bool by_column = false;
};
template <column_with_form Node>
struct formed<Node> {
    static constexpr bool by_column = true;
    static constexpr auto member = Node::member;
};
template <class Value>
inline constexpr bool has_own_kind = std::is_same_v<kind_t<Value>, Value>;
template <class Shape, class First, class... Others>
    requires(has_own_kind<typename First::value_type> &&
             std::is_same_v<typename operation<Shape, First, Others...>::value_type,
                            typename First::value_type>)
struct formed<operation<Shape, First, Others...>> : formed<First> {};

/// The parameter that `Given` becomes beside `Other`: of the column's type where there is a choice.
template <class Other, class Given>
struct operand_parameter {
    using plain = typename parameter_type<Given>::type;
    using other = typename Other::value_type;
    static constexpr bool as_real = std::is_same_v<other, double> && exact_as_real<bare<Given>>;
    static constexpr bool as_other = !std::is_same_v<kind_t<plain>, kind_t<other>> &&
                                     std::is_convertible_v<bare<plain>, other> &&
                                     !is_number<other> && !is_number<bare<plain>> &&
                                     !is_character<bare<plain>> && !is_null_constant<plain>;
    using value =
        std::conditional_t<as_real, double, std::conditional_t<as_other, other, bare<plain>>>;
    using stored = std::conditional_t<is_optional<plain>, std::optional<value>, value>;
};

/// A `const` object is a value like any other; of an array it tells a literal from a buffer.
template <class Given>
using given_t = std::conditional_t<std::is_array_v<std::remove_reference_t<Given>>,
                                   std::remove_reference_t<Given>, std::remove_cvref_t<Given>>;

template <class Other, class Given>
LITHE_ALWAYS_INLINE constexpr auto make_parameter(Given&& given) {
    using stored = typename operand_parameter<Other, given_t<Given>>::stored;
    if constexpr (formed<Other>::by_column) {
        if constexpr (std::is_same_v<bare<stored>, typename Other::value_type>) {
            using plain = typename parameter_type<given_t<Given>>::type;
            using held =
                std::conditional_t<is_other_time<bare<plain>, bare<stored>>, plain, stored>;
            return column_parameter<formed<Other>::member, held>(
                convert_parameter<held>(std::forward<Given>(given)));
        } else {
            return parameter<stored>(convert_parameter<stored>(std::forward<Given>(given)));
        }
    } else {
        return parameter<stored>(convert_parameter<stored>(std::forward<Given>(given)));
    }
}

/// An expression stays itself, a value becomes a parameter that suits `Other`.
template <class Other, class Given>
LITHE_ALWAYS_INLINE constexpr auto as_operand(Given&& given) {
    if constexpr (!expression<Given>) {
        return make_parameter<Other>(std::forward<Given>(given));
    } else if constexpr (is_owned_parameter<std::remove_cvref_t<Given>>) {
        return make_parameter<Other>(std::forward<Given>(given).value);
    } else {
        return std::remove_cvref_t<Given>(std::forward<Given>(given));
    }
}

/// The node that `Given` becomes beside `Other`. Rules ask for it before the node is made, so that
/// an error is few calls away from the user's line.
template <class Given, class Other>
using operand_t = decltype(as_operand<std::remove_cvref_t<Other>>(std::declval<Given>()));

/// What a function's argument is beside, when that is no expression.
struct text_context {
    using value_type = std::string;
};
struct integer_context {
    using value_type = std::int64_t;
};

}  // namespace detail

/// `column = expression` in SET; made by `col<&User::age> = …`.
template <class Column, class Value>
struct assignment {
    using column = Column;
    using value_node = Value;
    LITHE_NO_UNIQUE_ADDRESS Value value;
};

namespace detail {

/// A value that is stored in `Column`, or an expression.
template <class Column, class Given>
constexpr auto as_assigned(Given&& given) {
    if constexpr (is_owned_parameter<std::remove_cvref_t<Given>>) {
        return as_assigned<Column>(std::forward<Given>(given).value);
    } else if constexpr (expression<Given>) {
        return round_to<Column>(std::remove_cvref_t<Given>(std::forward<Given>(given)));
    } else if constexpr (is_null_constant<Given>) {
        using none = std::optional<typename Column::value_type>;
        return parameter<none>(none());
    } else {
        auto node = make_parameter<Column>(std::forward<Given>(given));
        if constexpr (is_instance_of<decltype(node), parameter>) {
            return narrow<Column>(std::move(node));
        } else {
            return node;
        }
    }
}

template <class Column, class Given>
constexpr auto assign(Given&& given) {
    auto value = as_assigned<Column>(std::forward<Given>(given));
    require_assignable<Column, decltype(value)>();
    return assignment<Column, decltype(value)>{std::move(value)};
}

}  // namespace detail

/// The column that the field `Member` maps to, of the table of its struct.
template <auto Member>
struct column : postfix_functions<column<Member>> {
    using children = detail::type_list<>;
    using entity = detail::owner_of<Member>;
    using source = detail::table_source<entity>;
    using field = detail::field_of<Member>;
    using value_type = detail::bare<field>;
    static constexpr auto member = Member;
    static constexpr detail::precedence rank = detail::precedence::primary;

    constexpr column() = default;
    constexpr column(column const&) = default;
    column& operator=(column const&) = delete;  // `=` is always SQL's

    template <class Nullable>
    static consteval bool may_be_null() {
        return detail::is_optional<field> || detail::contains<source, Nullable>;
    }
    static constexpr void write(sql_writer& out) {
        if (out.qualified) {
            source::write_name(out);
            out.put('.');
        }
        out.identifier(detail::entity_names<entity>::template column<Member>());
    }
    constexpr void write_literal(sql_writer& out) const { write(out); }

    template <class Value>
    constexpr auto operator=(Value&& value) const {
        return detail::assign<column>(std::forward<Value>(value));
    }
};

/// Names a column: `col<&User::age>`. (Write blanks around `>=`: `col<&User::age>>=1` does not
/// lex.) Of an embedded struct: `col<&User::address, &Address::street>`.
template <auto Member, auto... Inner>
    requires detail::names_field<Member> || (detail::refuse_member<Member>())
inline constexpr column<detail::path_value<Member, Inner...>> col{};

/// The same column, seen through an alias of its table.
template <fixed_string Name, auto Member>
struct aliased_column : postfix_functions<aliased_column<Name, Member>> {
    using children = detail::type_list<>;
    using entity = detail::owner_of<Member>;
    using source = detail::alias_source<entity, Name>;
    using field = detail::field_of<Member>;
    using value_type = detail::bare<field>;
    static constexpr auto member = Member;
    static constexpr detail::precedence rank = detail::precedence::primary;

    constexpr aliased_column() = default;
    constexpr aliased_column(aliased_column const&) = default;
    aliased_column& operator=(aliased_column const&) = delete;

    template <class Nullable>
    static consteval bool may_be_null() {
        return detail::is_optional<field> || detail::contains<source, Nullable>;
    }
    static constexpr void write(sql_writer& out) {
        source::write_name(out);
        out.put('.');
        out.identifier(detail::entity_names<entity>::template column<Member>());
    }
    constexpr void write_literal(sql_writer& out) const { write(out); }
};

/// Another name for a table, for joining it with itself.
template <class Entity, fixed_string Name>
struct table_alias {
    static constexpr bool names_source = true;
    using entity = Entity;
    using source = detail::alias_source<Entity, Name>;
    template <auto Member>
    constexpr auto operator[](column<Member>) const {
        if constexpr (detail::require_column_of_alias<Entity, column<Member>>()) {
            return aliased_column<Name, Member>{};
        } else {
            return column<nullptr>{};
        }
    }
    /// `boss[lithe::all<User>]`
    template <detail::whole_row Whole>
    constexpr auto operator[](Whole) const {
        static_cast<void>(detail::require_column_of_alias<Entity, Whole>());
        return typename Whole::template of<source>{};
    }
};
/// `constexpr auto boss = lithe::alias<User, "boss">;` then `boss[col<&User::name>]`.
template <class Entity, fixed_string Name>
inline constexpr table_alias<Entity, Name> alias{};

}  // namespace lithe::inline v0
