#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What is known of an entity at compile time, in the form the other floors ask for it: the names of
// table and columns, the primary key as field positions, each column's stored form, its foreign
// keys. Nothing here reports mistakes; schema/rules.hpp does, once for each entity.

#include <lithe/schema/generated.hpp>
#include <lithe/schema/schema_kind.hpp>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0::detail {

template <class Entity>
consteval auto make_descriptor() {
    if constexpr (schema_kind_of<Entity> == schema_kind::given) {
        return schema_for<Entity>::schema();
    } else if constexpr (schema_kind_of<Entity> == schema_kind::own) {
        return Entity::schema();
    } else {
        return table(snake_case_name<Entity>);
    }
}

/// The value that `schema()` returns, or the default one.
template <class Entity>
inline constexpr auto descriptor_of = make_descriptor<Entity>();

template <class Entity>
using constraints_of = typename decltype(descriptor_of<Entity>)::constraint_list;

template <template <class> class Question, class Entity>
inline constexpr bool any_constraint = []<class... Constraints>(type_list<Constraints...>) {
    return (Question<Constraints>::value || ...);
}(typename constraints_of<Entity>::types{});

template <class Entity>
consteval auto make_column_names() {
    auto names = field_names<Entity>;
    descriptor_of<Entity>.constraints.each([&](auto const& constraint) {
        using kind = std::remove_cvref_t<decltype(constraint)>;
        if constexpr (requires {
                          kind::member;
                          constraint.name;
                      }) {
            if constexpr (std::is_same_v<owner_of<kind::member>, Entity>)
                names[member_index<kind::member>] = constraint.name;
        }
    });
    return names;
}
template <class Entity>
inline constexpr auto column_names = make_column_names<Entity>();

template <class Entity>
struct entity_names {
    static constexpr std::string_view table() { return descriptor_of<Entity>.name; }
    /// The attached database that it is in, or temp; empty for main.
    static constexpr std::string_view schema() {
        if constexpr (requires { descriptor_of<Entity>.schema_name; }) {
            return descriptor_of<Entity>.schema_name;
        } else {
            return {};
        }
    }
    /// `"archive".` or nothing.
    static constexpr void write_schema(sql_writer& out) {
        if (schema().empty())
            return;
        out.identifier(schema());
        out.put('.');
    }
    /// Where SQL wants to know which table it is; elsewhere its name is enough.
    static constexpr void write_table(sql_writer& out) {
        write_schema(out);
        out.identifier(table());
    }
    template <auto Member>
    static constexpr std::string_view column() {
        return column_names<Entity>[member_index<Member>];
    }
    /// Whether it is one; a schema() with a mistake has its own sentence.
    static constexpr bool is_full_text() {
        return has_bad_schema<Entity> || requires { descriptor_of<Entity>.is_fts5; };
    }
    /// The position of a full-text table's column, which its key is none of.
    template <auto Member>
    static constexpr std::int64_t fts_column();
};

template <class Columns>
struct member_indices;
template <auto... Members>
struct member_indices<members<Members...>> {
    using type = std::index_sequence<member_index<Members>...>;
};
template <class Columns>
using member_indices_t = typename member_indices<Columns>::type;

// ---- primary key ----

template <class Constraint>
struct is_primary_key : std::false_type {};
template <auto... Members>
struct is_primary_key<primary_key_t<Members...>> : std::true_type {};

template <class Entity, std::size_t... Index>
consteval std::size_t position_of_id(std::index_sequence<Index...>) {
    std::size_t at = 0;
    static_cast<void>(((field_names<Entity>[Index] == "id" && is_row_id<field_type<Entity, Index>>
                            ? true
                            : (++at, false)) ||
                       ...));
    return at;
}

template <class... Constraints>
consteval auto declared_key(type_list<Constraints...>) {
    using found = concat_t<std::conditional_t<is_primary_key<Constraints>::value,
                                              type_list<Constraints>, type_list<>>...>;
    if constexpr (found::size == 0) {
        return std::index_sequence<>{};
    } else {
        return member_indices_t<typename nth_t<0, found>::columns>{};
    }
}

template <class Entity>
consteval auto find_key() {
    if constexpr (has_schema<Entity>) {
        return declared_key(typename constraints_of<Entity>::types{});
    } else {
        constexpr std::size_t at = position_of_id<Entity>(field_indices<Entity>{});
        if constexpr (at < field_count<Entity>) {
            return std::index_sequence<at>{};
        } else {
            return std::index_sequence<>{};
        }
    }
}
/// The positions of the fields that are the primary key; empty when there is none.
template <class Entity>
using key_of = decltype(find_key<Entity>());

template <std::size_t Index, class Indices>
inline constexpr bool is_in_sequence = false;
template <std::size_t Index, std::size_t... Indices>
inline constexpr bool is_in_sequence<Index, std::index_sequence<Indices...>> =
    ((Index == Indices) || ...);

template <class Constraint>
struct is_without_rowid : std::is_same<Constraint, without_rowid_t> {};
template <class Entity>
inline constexpr bool without_rowid_of = any_constraint<is_without_rowid, Entity>;

template <class Entity, class Key>
inline constexpr bool key_is_rowid = false;
template <class Entity, std::size_t Index>
inline constexpr bool key_is_rowid<Entity, std::index_sequence<Index>> =
    storage_class_of<field_type<Entity, Index>>() == storage_class::integer &&
    !without_rowid_of<Entity>;
/// Whether the primary key is one INTEGER column, SQLite's rowid, that INSERT assigns when it is 0.
template <class Entity>
inline constexpr bool has_rowid_key = key_is_rowid<Entity, key_of<Entity>>;

template <class Entity, std::size_t... Key>
constexpr std::size_t keys_before(std::size_t index, std::index_sequence<Key...>) {
    return (std::size_t{0} + ... + (Key < index ? 1U : 0U));
}
template <class Entity>
template <auto Member>
constexpr std::int64_t entity_names<Entity>::fts_column() {
    constexpr std::size_t index = member_index<Member>;
    return static_cast<std::int64_t>(index - keys_before<Entity>(index, key_of<Entity>{}));
}

// ---- generated columns ----

template <class Constraint>
struct is_generated : std::false_type {};
template <auto Member, class Expression>
struct is_generated<generated_t<Member, Expression>> : std::true_type {};

template <class... Constraints>
consteval auto generated_in(type_list<Constraints...>) {
    return []<class... Found>(type_list<Found...>) {
        return std::index_sequence<member_index<Found::member>...>{};
    }(concat_t<std::conditional_t<is_generated<Constraints>::value, type_list<Constraints>,
                                  type_list<>>...>{});
}
template <class Entity>
consteval auto find_generated() {
    if constexpr (any_constraint<is_generated, Entity>) {
        return generated_in(typename constraints_of<Entity>::types{});
    } else {
        return std::index_sequence<>{};
    }
}
/// The positions of the fields that SQLite computes.
template <class Entity>
using generated_fields = decltype(find_generated<Entity>());

// ---- the stored form of a column ----

template <auto Member, class Constraint>
struct form_of_constraint {
    using type = type_list<>;
};
template <auto Member, auto Other, class Form>
    requires std::is_same_v<column<Member>, column<Other>>
struct form_of_constraint<Member, stored_as_t<Other, Form>> {
    using type = type_list<Form>;
};
template <auto Member, class... Constraints>
consteval auto forms_of(type_list<Constraints...>) {
    return concat_t<typename form_of_constraint<Member, Constraints>::type...>{};
}

/// An enum without stored_as: its number, refused when it does not fit the underlying type.
template <class Value>
struct enum_traits {
    using storage = std::int64_t;
    using number = std::underlying_type_t<Value>;
    static constexpr std::string_view description = "enum (INTEGER)";
    static constexpr storage to_storage(Value value) {
        if constexpr (std::is_unsigned_v<number> && sizeof(number) == 8) {
            if (static_cast<number>(value) > static_cast<number>(INT64_MAX))
                throw std::range_error("at most INT64_MAX");
        }
        return static_cast<storage>(static_cast<number>(value));
    }
    static constexpr Value from_storage(storage stored) {
        if constexpr (sizeof(number) < 8 || std::is_unsigned_v<number>) {
            if (!std::in_range<number>(stored))
                throw std::range_error("in range");
        }
        return static_cast<Value>(static_cast<number>(stored));
    }
};

template <class Value, class Forms>
struct chosen_traits;
template <class Value, class Form>
struct chosen_traits<Value, type_list<Form>> : Form::template traits<Value> {};
template <has_value_traits Value>
struct chosen_traits<Value, type_list<>> : value_traits<Value> {};
template <class Value>
    requires std::is_enum_v<Value> && (!has_value_traits<Value>)
struct chosen_traits<Value, type_list<>> : enum_traits<Value> {};

template <auto Member>
struct column_traits : chosen_traits<bare<field_of<Member>>,
                                     decltype(forms_of<Member>(
                                         typename constraints_of<owner_of<Member>>::types{}))> {};

template <class Constraint>
struct is_stored_as : std::false_type {};
template <auto Member, class Form>
struct is_stored_as<stored_as_t<Member, Form>> : std::true_type {};

/// The form that stored_as gives the field at `Index`, as type_list<Form>, or type_list<>.
template <class Entity, std::size_t Index, class... Constraints>
consteval auto form_at(type_list<Constraints...>) {
    return concat_t<decltype([] {
        if constexpr (is_stored_as<Constraints>::value) {
            if constexpr (member_index<Constraints::member> == Index) {
                return type_list<typename Constraints::form>{};
            } else {
                return type_list<>{};
            }
        } else {
            return type_list<>{};
        }
    }())...>{};
}

template <class Entity, std::size_t Index>
consteval auto find_field_form() {
    if constexpr (any_constraint<is_stored_as, Entity>) {
        return form_at<Entity, Index>(typename constraints_of<Entity>::types{});
    } else {
        return type_list<>{};
    }
}
template <class Entity, std::size_t Index>
using field_form = decltype(find_field_form<Entity, Index>());

template <class Value, class Form>
consteval storage_class storage_with_form() {
    // A form that is not for this type has no storage; schema/rules.hpp says so.
    if constexpr (Form::size == 0) {
        return storage_class_of<bare<Value>>();
    } else if constexpr (requires { typename chosen_traits<bare<Value>, Form>::storage; }) {
        return native_storage<typename chosen_traits<bare<Value>, Form>::storage>();
    } else {
        return storage_class_of<bare<Value>>();
    }
}
/// INTEGER, REAL, TEXT or BLOB for the field at `Index`.
template <class Entity, std::size_t Index>
inline constexpr storage_class field_storage =
    storage_with_form<field_type<Entity, Index>, field_form<Entity, Index>>();

// ---- foreign keys ----

template <class Constraint>
struct is_foreign_key : std::false_type {};
template <class Columns, class Parents>
struct is_foreign_key<foreign_key_t<Columns, Parents>> : std::true_type {};

template <class... Constraints>
consteval auto foreign_keys_in(type_list<Constraints...>) {
    return concat_t<std::conditional_t<is_foreign_key<Constraints>::value, type_list<Constraints>,
                                       type_list<>>...>{};
}
/// The foreign keys of `Entity` as a list of foreign_key_t.
template <class Entity>
using foreign_keys_of = decltype(foreign_keys_in(typename constraints_of<Entity>::types{}));

template <class Parents>
struct first_member_owner;
template <auto First, auto... Rest>
struct first_member_owner<members<First, Rest...>> {
    using type = owner_of<First>;
};
template <class ForeignKey>
using parent_of = typename first_member_owner<typename ForeignKey::parents>::type;

}  // namespace lithe::inline v0::detail
