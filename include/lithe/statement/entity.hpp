#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The statements behind insert(x), insert_all(xs), update(x) and upsert(x): one object by its
// fields. They borrow the object, which the call outlives.

#include <lithe/schema/rules.hpp>
#include <lithe/statement/returning.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {

/// Leaves these fields to their columns' DEFAULT: `insert(x, defaults<&User::age>)`.
template <auto... Members>
struct defaults_t {
    using columns = detail::members<Members...>;
};
template <auto... Members>
inline constexpr defaults_t<Members...> defaults{};

/// `insert(with_key(x))` writes a key of 0 as 0 instead of having SQLite assign one.
template <class Entity>
struct with_key {
    Entity const& object;
    explicit with_key(Entity const& given) : object(given) {}
};

namespace detail {

/// Whether an integer key of 0 is written or means "not assigned yet".
enum class key_use : unsigned char { literal, assign };

template <class Entity, class Key>
inline constexpr bool key_is_assigned = false;
template <class Entity, std::size_t Index>
inline constexpr bool key_is_assigned<Entity, std::index_sequence<Index>> =
    has_rowid_key<Entity> && is_row_id<field_type<Entity, Index>>;
/// Whether the key is one integer that SQLite assigns.
template <class Entity>
inline constexpr bool has_assigned_key = key_is_assigned<Entity, key_of<Entity>>;

template <class Entity, std::size_t... Index>
constexpr void write_column_list(sql_writer& out, std::index_sequence<Index...>) {
    comma separate{out};
    out.put('(');
    ((separate(), out.identifier(column_names<Entity>[Index])), ...);
    out.put(')');
}

/// The positions of the fields that are written: neither in `Without` nor generated.
template <class Without, class Generated, std::size_t... Index>
consteval auto all_but(std::index_sequence<Index...>) {
    return []<std::size_t... Kept>(type_list<std::integral_constant<std::size_t, Kept>...>) {
        return std::index_sequence<Kept...>{};
    }(concat_t<std::conditional_t<
               is_in_sequence<Index, Without> || is_in_sequence<Index, Generated>, type_list<>,
               type_list<std::integral_constant<std::size_t, Index>>>...>{});
}
template <class Entity, class Without>
using fields_without =
    decltype(all_but<Without, generated_fields<Entity>>(field_indices<Entity>{}));

template <std::size_t... Index>
constexpr std::size_t element_at(std::index_sequence<Index...>, std::size_t position) {
    std::size_t at = 0;
    std::size_t found = static_cast<std::size_t>(-1);
    ((at++ == position ? static_cast<void>(found = Index) : void()), ...);
    return found;
}

/// `("id", "name") VALUES (?1, ?2)`
template <class Entity, class Without>
constexpr void write_insert_columns(sql_writer& out) {
    using written = fields_without<Entity, Without>;
    if constexpr (written::size() == 0) {
        out.text(" DEFAULT VALUES");
    } else {
        out.put(' ');
        write_column_list<Entity>(out, written{});
        out.text(" VALUES (");
        comma separate{out};
        for (std::size_t at = 0; at < written::size(); ++at) {
            separate();
            out.parameter();
        }
        out.put(')');
    }
}

template <class Entity, std::size_t Index, class Sink, class Field>
constexpr void bind_field(Sink& sink, Field const& field) {
    using form = field_form<Entity, Index>;
    if constexpr (form::size > 0) {
        sink.template bind_as<chosen_traits<bare<Field>, form>>(field);
    } else {
        sink(field);
    }
}

template <class Entity, key_use Use, class Without, class Sink>
constexpr void bind_fields(Sink& sink, Entity const& object) {
    [&]<std::size_t... Index>(std::index_sequence<Index...>) {
        [[maybe_unused]] auto const one =
            [&]<std::size_t At>(std::integral_constant<std::size_t, At>) {
                auto const& field = get_field<At>(object);
                if constexpr (Use == key_use::assign && has_assigned_key<Entity> &&
                              is_in_sequence<At, key_of<Entity>>) {
                    sink.bind_new_key(field);
                } else {
                    bind_field<Entity, At>(sink, field);
                }
            };
        (one(std::integral_constant<std::size_t, Index>{}), ...);
    }(fields_without<Entity, Without>{});
}

/// WHERE "a" = ?n AND "b" = ?m over the primary key.
template <class Entity, std::size_t... Index>
constexpr void write_key_condition(sql_writer& out, std::index_sequence<Index...>) {
    bool first = true;
    ((out.text(first ? " WHERE " : " AND "), out.identifier(column_names<Entity>[Index]),
      out.text(" = "), out.parameter(), first = false),
     ...);
}

/// no_primary_key where update, upsert, find, get and erase need one.
template <class Entity>
consteval auto find_key_fault() {
    if constexpr (!sound<Entity> || is_trigger<Entity>) {
        return no_finding{};
    } else {
        return found_if<key_of<Entity>::size() == 0, rule::no_primary_key, Entity>{};
    }
}

/// no_upsert of what is no ordinary table.
template <class Entity>
consteval auto find_upsert_fault() {
    if constexpr (!sound<Entity> || is_trigger<Entity>) {
        return no_finding{};
    } else {
        return found_if<is_special_object<Entity>, rule::no_upsert, Entity>{};
    }
}

template <class Left, std::size_t... Key>
consteval bool any_left_out(std::index_sequence<Key...>) {
    return (is_in_sequence<Key, Left> || ...);
}
template <class Entity, class Left>
inline constexpr bool leaves_out_key = any_left_out<Left>(key_of<Entity>{});

/// What `defaults<>` may not name: another struct's field, or a key that only the object knows.
template <class Entity, class Left>
consteval auto find_in_defaults() {
    if constexpr (!sound<Entity>) {
        return no_finding{};
    } else if constexpr (!all_in<Entity>(Left{})) {
        return finding<rule::default_outside, Left>{};
    } else {
        constexpr bool without_key = leaves_out_key<Entity, member_indices_t<Left>>;
        return found_if<without_key && !has_assigned_key<Entity>, rule::default_of_key, Left>{};
    }
}

// What the statements of this header share; all of them write but find.
template <class Entity>
struct entity_statement {
    using target = Entity;
    using rows = write_rows<type_list<>>;
    static constexpr bool writes = true;
    static constexpr bool returns_rows = false;
};

template <class Entity, key_use Use, class Without = std::index_sequence<>>
struct insert_entity : entity_statement<Entity> {
    Entity const& object;
    constexpr explicit insert_entity(Entity const& given) : object(given) {}

    /// Which field a parameter, counted from 0, is of.
    static constexpr std::size_t parameter_field(std::size_t parameter) {
        return element_at(fields_without<Entity, Without>{}, parameter);
    }

    static constexpr void write(sql_writer& out) {
        out.text("INSERT INTO ");
        entity_names<Entity>::write_table(out);
        write_insert_columns<Entity, Without>(out);
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        bind_fields<Entity, Use, Without>(sink, object);
    }
};

template <class Entity>
struct upsert_entity : insert_entity<Entity, key_use::literal> {
    using insert_entity<Entity, key_use::literal>::insert_entity;

    static constexpr void write(sql_writer& out) {
        using others = fields_without<Entity, key_of<Entity>>;
        insert_entity<Entity, key_use::literal>::write(out);
        out.text(" ON CONFLICT ");
        write_column_list<Entity>(out, key_of<Entity>{});
        if constexpr (others::size() == 0) {
            out.text(" DO NOTHING");
        } else {
            out.text(" DO UPDATE SET ");
            write_from_excluded(out, others{});
        }
    }

private:
    template <std::size_t... Index>
    static constexpr void write_from_excluded(sql_writer& out, std::index_sequence<Index...>) {
        comma separate{out};
        ((separate(), out.identifier(column_names<Entity>[Index]), out.text(" = excluded."),
          out.identifier(column_names<Entity>[Index])),
         ...);
    }
};

template <class Entity>
struct update_entity : entity_statement<Entity> {
    // A table that is all key has nothing else to set: the key is set to itself.
    using changed = std::conditional_t<fields_without<Entity, key_of<Entity>>::size() == 0,
                                       key_of<Entity>, fields_without<Entity, key_of<Entity>>>;
    Entity const& object;
    constexpr explicit update_entity(Entity const& given) : object(given) {}

    static constexpr std::size_t parameter_field(std::size_t parameter) {
        return parameter < changed::size()
                   ? element_at(changed{}, parameter)
                   : element_at(key_of<Entity>{}, parameter - changed::size());
    }

    static constexpr void write(sql_writer& out) {
        out.text("UPDATE ");
        entity_names<Entity>::write_table(out);
        out.text(" SET ");
        write_changes(out, changed{});
        write_key_condition<Entity>(out, key_of<Entity>{});
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        bind_these(sink, changed{});
        bind_these(sink, key_of<Entity>{});
    }

private:
    template <std::size_t... Index>
    static constexpr void write_changes(sql_writer& out, std::index_sequence<Index...>) {
        comma separate{out};
        ((separate(), out.identifier(column_names<Entity>[Index]), out.text(" = "),
          out.parameter()),
         ...);
    }
    template <class Sink, std::size_t... Index>
    constexpr void bind_these(Sink& sink, std::index_sequence<Index...>) const {
        (bind_field<Entity, Index>(sink, get_field<Index>(object)), ...);
    }
};

// ---- many rows at once ----

/// INSERT … SELECT from the table that walks the caller's range (sqlite/row_table.hpp).
template <class Entity>
struct insert_rows_text : entity_statement<Entity> {
    static constexpr void write(sql_writer& out) {
        out.text("INSERT INTO ");
        entity_names<Entity>::write_table(out);
        out.put(' ');
        write_column_list<Entity>(out, written{});
        out.text(" SELECT ");
        write_cells(out, written{});
        out.text(" FROM lithe_rows");
    }

private:
    using written = fields_without<Entity, std::index_sequence<>>;

    template <std::size_t... Index>
    static constexpr void write_cells(sql_writer& out, std::index_sequence<Index...>) {
        comma separate{out};
        ((separate(), out.put('c'), out.integer_literal(static_cast<std::int64_t>(Index))), ...);
    }
};

}  // namespace detail
}  // namespace lithe::inline v0
