#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Finds the first mistake of a descriptor, as a value; schema/rules.hpp has the sentences.

#include <lithe/expression/literal.hpp>
#include <lithe/schema/expression_fault.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <tuple>
#include <type_traits>
#include <utility>

namespace lithe::inline v0::detail {

/// The fault of a `schema()` that cannot be used; none where another sentence was said.
template <class Entity>
consteval schema_fault fault_of_schema_function() {
    switch (schema_kind_of<Entity>) {
        case schema_kind::not_callable:
            return schema_fault::schema_not_callable;
        case schema_kind::not_a_table:
            return schema_fault::schema_no_table;
        case schema_kind::not_constant:
            return schema_fault::schema_not_constant;
        default:
            return schema_fault::none;
    }
}

struct schema_finding {
    schema_fault fault = schema_fault::none;
    std::size_t constraint = 0;  // its position; behind the last for a fault of the whole table
};

template <class Entity, std::size_t... Index>
consteval std::size_t first_unstorable(std::index_sequence<Index...>) {
    std::size_t at = 0;
    static_cast<void>(
        ((field_storage<Entity, Index> == storage_class::none || (++at, false)) || ...));
    return at;
}
template <class Entity>
inline constexpr bool fields_storable =
    first_unstorable<Entity>(field_indices<Entity>{}) == field_count<Entity>;

template <class Entity, auto... Members>
consteval bool any_optional(members<Members...>) {
    return (is_optional<field_of<Members>> || ...);
}

template <class Entity, auto... Members>
consteval bool all_default_or_null(members<Members...>) {
    return ((is_optional<field_of<Members>> ||
             has_default<Members>(typename constraints_of<Entity>::types{})) &&
            ...);
}

template <class Entity, class ForeignKey>
constexpr schema_fault fault_of_foreign_key(ForeignKey const& key) {
    using columns = typename ForeignKey::columns;
    using parents = typename ForeignKey::parents;
    if constexpr (columns::size != parents::size || parents::size == 0) {
        return schema_fault::key_count;
    } else if constexpr (!all_fields<parents>) {
        return schema_fault::not_a_field;
    } else if constexpr (!parents_of_one_struct<parents, parent_of<ForeignKey>>) {
        return schema_fault::key_count;
    } else if constexpr (!same_key_types(columns{}, parents{})) {
        return schema_fault::key_type;
    } else if constexpr (!is_unique_in<parent_of<ForeignKey>, member_indices_t<parents>>()) {
        return schema_fault::parent_not_unique;
    } else if constexpr (entity_names<Entity>::schema() !=
                         entity_names<parent_of<ForeignKey>>::schema()) {
        return schema_fault::parent_elsewhere;
    } else {
        bool const nulls = key.deleted == action::set_null || key.updated == action::set_null;
        bool const defaults =
            key.deleted == action::set_default || key.updated == action::set_default;
        if (nulls && !any_optional<Entity>(columns{}))
            return schema_fault::set_null_not_null;
        if (defaults && !all_default_or_null<Entity>(columns{}))
            return schema_fault::set_default_missing;
        return schema_fault::none;
    }
}

// Whether the field can be read back when its column holds `value`.
template <class Field, class Value>
constexpr bool field_holds(Value const& value) {
    if constexpr (is_optional<Value>) {
        return !value || field_holds<Field>(*value);
    } else if constexpr (std::is_same_v<Field, bool> && std::is_integral_v<Value>) {
        return value == 0 || value == 1;
    } else if constexpr (std::is_integral_v<Field> && std::is_integral_v<Value>) {
        // SQLite has no integers above INT64_MAX.
        return std::in_range<Field>(+value) && std::in_range<std::int64_t>(+value);
    } else if constexpr (std::is_floating_point_v<Field> && std::is_integral_v<Value>) {
        constexpr std::int64_t most = std::int64_t{1} << std::numeric_limits<Field>::digits;
        return std::cmp_less_equal(+value, most) && std::cmp_greater_equal(+value, -most);
    } else if constexpr (std::is_floating_point_v<Field>) {
        constexpr double most = (std::numeric_limits<Field>::max)();
        constexpr double infinity = std::numeric_limits<double>::infinity();
        return (value >= -most && value <= most) || value == infinity || value == -infinity;
    } else if constexpr (is_byte_array<Field>) {
        return value.size() == std::tuple_size_v<Field>;
    } else {
        return true;
    }
}
template <class Field, auto Value>
constexpr bool default_holds(literal_t<Value> const&) {
    return field_holds<Field>(Value);
}
template <class Field, class Node>
constexpr bool default_holds(Node const& node) {
    if constexpr (has_parameters<Node> && Node::children::size == 0) {
        return field_holds<Field>(node.value);
    } else {
        return true;
    }
}

template <class Node>
struct reads_row : std::bool_constant<is_column<Node> || own_summary<Node> != 0> {};

template <class Default>
constexpr schema_fault fault_of_default(Default const& constraint) {
    using column_type = column<Default::member>;
    using value = typename Default::value_node;
    constexpr bool real_into_integer = std::is_integral_v<typename column_type::value_type> &&
                                       std::is_floating_point_v<typename value::value_type>;
    if constexpr (any_node<reads_row, value>()) {
        return schema_fault::default_column;
    } else if constexpr (!are_comparable<column_type, value> || real_into_integer) {
        return schema_fault::default_type;
    } else if constexpr (value::template may_be_null<type_list<>>() &&
                         !is_optional<typename column_type::field>) {
        return schema_fault::null_default;
    } else if constexpr (!same_form<column_type, value>) {
        return schema_fault::different_forms;
    } else {
        return default_holds<typename column_type::value_type>(constraint.value)
                   ? schema_fault::none
                   : schema_fault::default_range;
    }
}

// A form's traits have what value_traits have. Numbers, texts and blobs have no forms: beside their
// columns any expression of their kind may stand, and it could not know the form.
template <class Stored>
constexpr schema_fault fault_of_form() {
    using value = bare<field_of<Stored::member>>;
    constexpr bool of_own_kind = std::is_same_v<kind_t<value>, value>;
    if constexpr (of_own_kind &&
                  requires { typename Stored::form::template traits<value>::storage; }) {
        return schema_fault::none;
    } else {
        return schema_fault::bad_form;
    }
}

// A std::optional has no place to be without a column of its own.
template <class Entity, class Embedded>
consteval schema_fault fault_of_embedded() {
    constexpr auto member = Embedded::embedded_member;
    using nested = field_of<member>;
    if constexpr (!std::is_same_v<owner_of<member>, Entity>) {
        return schema_fault::other_struct;
    } else if constexpr (!std::is_class_v<nested> || is_optional<nested> || storable<nested>) {
        return schema_fault::embedded_struct;
    } else {
        return reflectable<nested> ? schema_fault::none : schema_fault::embedded_struct;
    }
}

/// What is wrong with one constraint by itself.
template <class Entity, class Constraint>
constexpr schema_fault fault_of_constraint(Constraint const& constraint) {
    if constexpr (requires { typename Constraint::index_terms; }) {
        return fault_of_refined_index<Entity>(constraint);
    } else if constexpr (requires { typename Constraint::columns; }) {
        using columns = typename Constraint::columns;
        if constexpr (columns::size == 0) {
            return schema_fault::no_column;
        } else if constexpr (!all_fields<columns>) {
            return schema_fault::not_a_field;
        } else if constexpr (!all_in<Entity>(columns{})) {
            return schema_fault::other_struct;
        } else if constexpr (!all_different(member_indices_t<columns>{})) {
            return schema_fault::repeated_column;
        } else if constexpr (is_primary_key<Constraint>::value) {
            if (any_optional<Entity>(columns{}))
                return schema_fault::nullable_key;
            return constraint.automatic && !has_rowid_key<Entity> ? schema_fault::autoincrement
                                                                  : schema_fault::none;
        } else if constexpr (is_foreign_key<Constraint>::value) {
            return fault_of_foreign_key<Entity>(constraint);
        } else if constexpr (requires { typename Constraint::value_node; }) {
            // SQLite assigns such a key itself where none is given.
            if (has_rowid_key<Entity> &&
                is_in_sequence<member_index<Constraint::member>, key_of<Entity>>)
                return schema_fault::default_of_key;
            return fault_of_default(constraint);
        } else if constexpr (is_generated<Constraint>::value) {
            return fault_of_generated<Entity, Constraint>();
        } else if constexpr (is_stored_as<Constraint>::value) {
            return fault_of_form<Constraint>();
        } else if constexpr (requires { constraint.how; }) {
            return field_storage<Entity, member_index<Constraint::member>> == storage_class::text
                       ? schema_fault::none
                       : schema_fault::collate_not_text;
        } else if constexpr (requires {
                                 Constraint::member;
                                 constraint.name;
                             }) {
            return is_good_name(constraint.name) ? schema_fault::none : schema_fault::bad_name;
        } else if constexpr (requires { Constraint::is_index; }) {
            return fault_of_index<Entity>(constraint);
        } else {
            return schema_fault::none;
        }
    } else if constexpr (requires { Constraint::embedded_member; }) {
        return fault_of_embedded<Entity, Constraint>();
    } else if constexpr (requires { typename Constraint::condition_node; }) {
        return fault_of_check<Entity, Constraint>();
    } else {
        return schema_fault::none;
    }
}

template <class Constraint>
consteval bool said_once() {
    return requires { Constraint::member; };
}

// default_value, collate, column_name and stored_as are said at most once of a field, unique of the
// same fields.
template <class Left, class Right>
consteval bool says_the_same() {
    if constexpr (is_unique_constraint<Left>) {
        return std::is_same_v<Left, Right>;
    } else if constexpr (said_once<Left>() && said_once<Right>()) {
        using left = typename Left::columns;
        using right = typename Right::columns;
        constexpr bool both_defaults =
            requires { typename Left::value_node; } && requires { typename Right::value_node; };
        constexpr bool both_forms = is_stored_as<Left>::value && is_stored_as<Right>::value;
        constexpr bool both_generated = is_generated<Left>::value && is_generated<Right>::value;
        return same_members<left, right> &&
               (both_defaults || both_forms || both_generated || std::is_same_v<Left, Right>);
    } else {
        return false;
    }
}

template <class Constraint, class... Constraints>
constexpr bool is_said_twice(type_list<Constraints...>) {
    std::size_t count = 0;
    ((count += says_the_same<Constraint, Constraints>() ? 1U : 0U), ...);
    return count > 1;
}

template <class Entity>
constexpr schema_fault fault_of_table() {
    auto const& names = column_names<Entity>;
    if (!is_good_name(entity_names<Entity>::table()))
        return schema_fault::bad_name;
    for (std::size_t left = 0; left < names.size(); ++left)
        for (std::size_t right = left + 1; right < names.size(); ++right)
            if (same_name(names[left], names[right]))
                return schema_fault::duplicate_columns;
    if (without_rowid_of<Entity> && key_of<Entity>::size() == 0)
        return schema_fault::without_key;
    return schema_fault::none;
}

// A value whose traits choose its stored form.
template <class Node>
inline constexpr bool is_column_parameter = false;
template <auto Member, class Value>
inline constexpr bool is_column_parameter<column_parameter<Member, Value>> = true;
template <class Node>
struct has_stored_form : std::bool_constant<is_column_parameter<Node>> {};

template <class Constraint>
constexpr void write_values(sql_writer& out, Constraint const& constraint) {
    if constexpr (requires { typename Constraint::value_node; }) {
        if constexpr (any_node<has_stored_form, typename Constraint::value_node>())
            constraint.value.write_literal(out);
    } else if constexpr (requires { requires expression<typename Constraint::condition_node>; }) {
        if constexpr (any_node<has_stored_form, typename Constraint::condition_node>())
            constraint.condition.write_literal(out);
    }
}
template <class Entity>
constexpr std::size_t measure_values() {
    sql_writer out;
    descriptor_of<Entity>.constraints.each(
        [&](auto const& constraint) { write_values(out, constraint); });
    return out.size();
}
/// Whether the values in the descriptor can be written when it is compiled.
template <class Entity>
concept constant_values =
    requires { typename std::integral_constant<std::size_t, measure_values<Entity>()>; };

template <class Entity, class... Constraints>
consteval schema_finding find_schema_fault(type_list<Constraints...> list) {
    schema_finding found;
    std::size_t at = 0;
    std::size_t keys = 0;
    descriptor_of<Entity>.constraints.each([&](auto const& constraint) {
        using kind = std::remove_cvref_t<decltype(constraint)>;
        schema_fault fault = fault_of_constraint<Entity>(constraint);
        if (is_primary_key<kind>::value && ++keys > 1)
            fault = schema_fault::two_primary_keys;
        if (fault == schema_fault::none && is_said_twice<kind>(list))
            fault = schema_fault::declared_twice;
        if (found.fault == schema_fault::none && fault != schema_fault::none)
            found = {fault, at};
        ++at;
    });
    if (found.fault != schema_fault::none)
        return found;
    schema_fault const fault = fault_of_table<Entity>();
    if (fault == schema_fault::none && !constant_values<Entity>)
        return {schema_fault::value_not_constant, sizeof...(Constraints)};
    return {fault, sizeof...(Constraints)};
}

/// The first mistake of the entity's descriptor.
template <class Entity>
inline constexpr schema_finding schema_fault_of =
    find_schema_fault<Entity>(typename constraints_of<Entity>::types{});

}  // namespace lithe::inline v0::detail
