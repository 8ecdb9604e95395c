#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// CREATE TABLE and CREATE INDEX of an entity as constants:
// https://www.sqlite.org/lang_createtable.html The descriptor is a parameter of the writing
// functions, so that tests can write descriptors whose values are known at run time only.

#include <lithe/schema/rules.hpp>
#include <lithe/statement/text.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

constexpr std::string_view type_words(storage_class kind) {
    switch (kind) {
        case storage_class::integer:
            return "INTEGER";
        case storage_class::real:
            return "REAL";
        case storage_class::text:
            return "TEXT";
        case storage_class::any:
            return "ANY";
        default:
            return "BLOB";
    }
}

/// The type of a column: where a table is not STRICT, one called ANY would make numbers of texts.
constexpr std::string_view column_type_words(storage_class kind, bool strict) {
    return type_words(kind == storage_class::any && !strict ? storage_class::blob : kind);
}

constexpr std::string_view action_words(action what) {
    switch (what) {
        case action::restrict_:
            return "RESTRICT";
        case action::set_null:
            return "SET NULL";
        case action::set_default:
            return "SET DEFAULT";
        case action::cascade:
            return "CASCADE";
        default:
            return "NO ACTION";
    }
}

template <class Entity, std::size_t... Index>
constexpr void write_columns(sql_writer& out, std::index_sequence<Index...>) {
    comma separate{out};
    out.put('(');
    ((separate(), out.identifier(column_names<Entity>[Index])), ...);
    out.put(')');
}

constexpr void write_constraint_name(sql_writer& out, std::string_view name) {
    if (name.empty())
        return;
    out.text("CONSTRAINT ");
    out.identifier(name);
    out.put(' ');
}

template <class Value>
constexpr bool has_nul(Value const& value) {
    if constexpr (is_optional<Value>) {
        return value && has_nul(*value);
    } else if constexpr (is_text<Value>) {
        return value.find('\0') != std::string_view::npos;
    } else {
        return false;
    }
}

// A bare literal where SQLite takes one; what is composed, or may be, needs brackets.
template <class Value>
constexpr void write_default(sql_writer& out, Value const& node) {
    using type = typename Value::value_type;
    constexpr bool literal = std::is_integral_v<type> || is_text<type> || is_blob<type>;
    bool plain = false;
    if constexpr (requires { node.value; })
        plain = literal && !has_value_traits<type> && !has_nul(node.value);
    out.text(plain ? " DEFAULT " : " DEFAULT (");
    node.write_literal(out);
    if (!plain)
        out.put(')');
}

template <std::size_t Index, class Constraint>
constexpr void write_column_constraint(sql_writer& out, Constraint const& constraint) {
    if constexpr (requires { Constraint::member; }) {
        if constexpr (member_index<Constraint::member> == Index) {
            if constexpr (requires { typename Constraint::value_node; }) {
                write_default(out, constraint.value);
            } else if constexpr (is_generated<Constraint>::value) {
                out.text(" GENERATED ALWAYS AS (");
                constraint.expression.write_literal(out);
                out.text(constraint.is_stored ? ") STORED" : ") VIRTUAL");
            } else if constexpr (requires { constraint.how; }) {
                out.text(" COLLATE ");
                out.identifier(constraint.how.name);
            }
        }
    }
}

template <class Entity, std::size_t Index, class Descriptor>
constexpr void write_column(sql_writer& out, Descriptor const& descriptor) {
    using field = field_type<Entity, Index>;
    constexpr bool is_rowid = has_rowid_key<Entity> && is_in_sequence<Index, key_of<Entity>>;
    out.identifier(column_names<Entity>[Index]);
    out.put(' ');
    out.text(column_type_words(field_storage<Entity, Index>, descriptor.strict));
    if constexpr (is_rowid) {
        descriptor.constraints.each([&](auto const& constraint) {
            using kind = std::remove_cvref_t<decltype(constraint)>;
            if constexpr (is_primary_key<kind>::value) {
                if (!constraint.name.empty())
                    out.put(' ');
                write_constraint_name(out, constraint.name);
                if (!constraint.name.empty())
                    out.text("PRIMARY KEY");
                if (constraint.name.empty())
                    out.text(" PRIMARY KEY");
                if (constraint.automatic)
                    out.text(" AUTOINCREMENT");
            }
        });
        if constexpr (!has_schema<Entity>)
            out.text(" PRIMARY KEY");
    } else if constexpr (!is_optional<field>) {
        out.text(" NOT NULL");
    }
    descriptor.constraints.each(
        [&](auto const& constraint) { write_column_constraint<Index>(out, constraint); });
}

template <class Entity, class Constraint>
constexpr void write_table_constraint(sql_writer& out, Constraint const& constraint) {
    using kind = Constraint;
    if constexpr (is_primary_key<kind>::value) {
        if constexpr (!has_rowid_key<Entity>) {
            out.text(", ");
            write_constraint_name(out, constraint.name);
            out.text("PRIMARY KEY ");
            write_columns<Entity>(out, member_indices_t<typename kind::columns>{});
        }
    } else if constexpr (is_unique_constraint<kind>) {
        out.text(", ");
        write_constraint_name(out, constraint.name);
        out.text("UNIQUE ");
        write_columns<Entity>(out, member_indices_t<typename kind::columns>{});
    } else if constexpr (requires { typename kind::condition_node; }) {
        out.text(", ");
        write_constraint_name(out, constraint.name);
        out.text("CHECK (");
        constraint.condition.write_literal(out);
        out.put(')');
    } else if constexpr (is_foreign_key<kind>::value) {
        using parent = parent_of<kind>;
        out.text(", ");
        write_constraint_name(out, constraint.name);
        out.text("FOREIGN KEY ");
        write_columns<Entity>(out, member_indices_t<typename kind::columns>{});
        out.text(" REFERENCES ");
        out.identifier(entity_names<parent>::table());
        out.put(' ');
        write_columns<parent>(out, member_indices_t<typename kind::parents>{});
        if (constraint.deleted != action::no_action) {
            out.text(" ON DELETE ");
            out.text(action_words(constraint.deleted));
        }
        if (constraint.updated != action::no_action) {
            out.text(" ON UPDATE ");
            out.text(action_words(constraint.updated));
        }
        if (constraint.deferred)
            out.text(" DEFERRABLE INITIALLY DEFERRED");
    }
}

template <class Entity, class Descriptor, std::size_t... Index>
constexpr void write_table(sql_writer& out, Descriptor const& descriptor,
                           std::index_sequence<Index...>) {
    out.text("CREATE TABLE ");
    if (!descriptor.schema_name.empty()) {
        out.identifier(descriptor.schema_name);
        out.put('.');
    }
    out.identifier(descriptor.name);
    out.text(" (");
    comma separate{out};
    ((separate(), write_column<Entity, Index>(out, descriptor)), ...);
    descriptor.constraints.each(
        [&](auto const& constraint) { write_table_constraint<Entity>(out, constraint); });
    out.put(')');
    if (descriptor.strict)
        out.text(" STRICT");
    if constexpr (without_rowid_of<Entity>) {
        out.text(descriptor.strict ? ", WITHOUT ROWID" : " WITHOUT ROWID");
    }
}

/// CREATE TABLE of `Entity` as `descriptor` describes it.
template <class Entity, class Descriptor>
constexpr void write_create_table(sql_writer& out, Descriptor const& descriptor) {
    write_table<Entity>(out, descriptor, field_indices<Entity>{});
}

template <class Index>
inline constexpr bool is_index = requires { Index::is_index; };

template <class Entity, std::size_t... Position>
constexpr void write_index_name(sql_writer& out, std::string_view given,
                                std::index_sequence<Position...>) {
    if (!given.empty())
        return out.identifier(given);
    out.put('"');
    auto const part = [&](std::string_view name) {
        for (char const letter : name) {
            if (letter == '"')
                out.put('"');
            out.put(letter);
        }
        out.put('_');
    };
    part(entity_names<Entity>::table());
    (part(column_names<Entity>[Position]), ...);
    out.text("idx\"");
}

template <class Term>
constexpr void write_index_term(sql_writer& out, Term const& term) {
    if constexpr (is_ordering_term<Term>) {
        term.node.write_literal(out);
        if constexpr (Term::order == direction::descending)
            out.text(" DESC");
    } else {
        term.write_literal(out);
    }
}

/// CREATE INDEX for one index of the descriptor.
template <class Entity, class Index>
constexpr void write_create_index(sql_writer& out, Index const& index) {
    using positions = member_indices_t<typename Index::columns>;
    out.text(index.is_unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
    entity_names<Entity>::write_schema(out);
    write_index_name<Entity>(out, index.name, positions{});
    out.text(" ON ");
    out.identifier(entity_names<Entity>::table());
    out.text(" (");
    [&]<std::size_t... Position>(std::index_sequence<Position...>) {
        comma separate{out};
        std::size_t part = 0;
        ((separate(), out.identifier(column_names<Entity>[Position]),
          (index.parts[part].collation.empty()
               ? void()
               : (out.text(" COLLATE "), out.identifier(index.parts[part].collation))),
          (index.parts[part].descending ? out.text(" DESC") : void()), ++part),
         ...);
        if constexpr (requires { typename Index::index_terms; })
            index.terms.each([&](auto const& term) { separate(), write_index_term(out, term); });
    }(positions{});
    out.put(')');
    if constexpr (requires { typename Index::index_condition; }) {
        if constexpr (is_present<typename Index::index_condition>) {
            out.text(" WHERE ");
            index.condition.write_literal(out);
        }
    }
}

template <class Entity>
struct create_table_text {
    static constexpr void write(sql_writer& out) {
        if constexpr (is_special_object<Entity>) {
            descriptor_type<Entity>::template write_create<Entity>(out);
        } else {
            write_create_table<Entity>(out, descriptor_of<Entity>);
        }
    }
};

template <class Entity>
struct create_indexes_text {
    static constexpr void write(sql_writer& out) {
        descriptor_of<Entity>.constraints.each([&](auto const& constraint) {
            if constexpr (is_index<std::remove_cvref_t<decltype(constraint)>>) {
                write_create_index<Entity>(out, constraint);
                out.text(";\n");
            }
        });
    }
};

}  // namespace detail

/// The text of CREATE TABLE for `Entity`.
template <class Entity>
consteval std::string_view create_table_sql() {
    if constexpr (detail::require_schema<Entity, true>()) {
        return detail::sql_of<detail::create_table_text<Entity>>;
    } else {
        return {};
    }
}

/// The CREATE INDEX statements for `Entity`, each ended by a semicolon; empty when it has none.
template <class Entity>
consteval std::string_view create_indexes_sql() {
    if constexpr (detail::require_schema<Entity, true>()) {
        return detail::sql_of<detail::create_indexes_text<Entity>>;
    } else {
        return {};
    }
}

}  // namespace lithe::inline v0
