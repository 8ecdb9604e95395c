#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The SQL of a model: CREATE TABLE and CREATE INDEX, and of a history's expressions. The words are
// those of a descriptor's own CREATE TABLE, so that a migrated file reads like a new one.

#include <lithe/meta/sql_writer.hpp>
#include <lithe/migrations/model.hpp>
#include <lithe/migrations/record.hpp>
#include <lithe/statement/create_table.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lithe::inline v0::migrations::detail {

// ---- expressions ----

/// What `lithe` writes for a literal.
template <class Write>
constexpr void put_written(text& out, Write&& write) {
    sql_writer count;
    write(count);
    char* const letters = new char[count.size()];
    sql_writer filled(letters);
    write(filled);
    out += std::string_view(letters, filled.size());
    delete[] letters;
}

constexpr void put_expression(text& out, record const& node, std::string_view table = {});

// Text that somebody wrote: a comment at its end must not swallow what follows.
constexpr void put_sql(text& out, std::string_view words) {
    out += words;
    for (std::size_t at = 1; at < words.size(); ++at) {
        if (words[at - 1] == '-' && words[at] == '-') {
            out += '\n';
            return;
        }
    }
}

constexpr bool is_primary(record const& node) {
    return node.kind != part::infix && node.kind != part::postfix && node.kind != part::sql;
}

constexpr void put_operand(text& out, record const& node, std::int64_t rank, bool first,
                           std::string_view table) {
    bool const inner = node.kind == part::infix;
    bool const brackets =
        (inner && (first ? node.number < rank : node.number <= rank)) || node.kind == part::sql;
    if (brackets)
        out += '(';
    put_expression(out, node, table);
    if (brackets)
        out += ')';
}

/// Writes an expression; with a table, its columns are qualified with it.
constexpr void put_expression(text& out, record const& node, std::string_view table) {
    switch (node.kind) {
        case part::ref:
            if (!table.empty()) {
                put_name(out, table);
                out += '.';
            }
            put_name(out, node.name);
            break;
        case part::integer:
            put_number(out, node.number);
            break;
        case part::real:
            put_written(
                out, [&](sql_writer& to) { to.real_literal(std::bit_cast<double>(node.number)); });
            break;
        case part::text:
            put_written(out, [&](sql_writer& to) { to.string_literal(node.name); });
            break;
        case part::infix: {
            bool first = true;
            for (record const& operand : parts_of(node)) {
                put_operand(out, operand, node.number, first, table);
                if (first)
                    out += node.name;
                first = false;
            }
            break;
        }
        case part::call:
        case part::cast: {
            // A CAST to ANY makes numbers of texts; what is to be of any type stays what it is.
            bool const casts = node.kind == part::cast && node.type != storage_class::any;
            if (casts)
                out += "CAST";
            else if (node.kind == part::call)
                out += node.name;
            out += '(';
            bool first = true;
            for (record const& operand : parts_of(node)) {
                if (!first)
                    out += ", ";
                first = false;
                put_expression(out, operand, table);
            }
            if (casts) {
                out += " AS ";
                out += lithe::detail::type_words(node.type);
            }
            out += ')';
            break;
        }
        case part::sql:
            put_sql(out, node.name);
            break;
        case part::null:
            out += "NULL";
            break;
        case part::fill:
            put_expression(out, *(&node + 1), table);
            break;
        default:
            out +=
                "?!";  // no expression: a syntax error, and never a NULL that is taken for a value
    }
}

/// The expression that is the only part of `head`.
constexpr text expression_text(record const& head, std::string_view table = {}) {
    text out;
    for (record const& one : parts_of(head))
        put_expression(out, one, table);
    return out;
}

/// As expression_text(), for a place without brackets of its own: a text stays within its own.
constexpr text value_text(record const& head, std::string_view table = {}) {
    text const words = expression_text(head, table);
    if (head.size == 0)
        return words;
    record const* value = &head + 1;
    if (value->kind == part::fill)
        ++value;
    if (value->kind != part::sql)
        return words;
    text out("(");
    out += words;
    out += ')';
    return out;
}

// ---- tables ----

/// What a program stores there, in lithe's own words.
constexpr std::string_view stored_type(column_model const& column) {
    return column.kind == lithe::detail::storage_class::none
               ? column.type.view()
               : lithe::detail::type_words(column.kind);
}

constexpr void put_constraint_name(text& out, text const& name) {
    if (name.empty())
        return;
    out += "CONSTRAINT ";
    put_name(out, name);
    out += ' ';
}
constexpr void put_rest(text& out, text const& rest) {
    if (rest.empty())
        return;
    out += ' ';
    out += rest;
}

constexpr void put_column(text& out, table_model const& table, column_model const& column) {
    put_name(out, column.name);
    if (!column.type.empty()) {
        out += ' ';
        out += column.type;
    }
    bool const inline_key = has_inline_key(table) && is_key_column(table, column.name);
    if (inline_key) {
        out += ' ';
        put_constraint_name(out, table.key.name);
        out += column.descending_key ? "PRIMARY KEY DESC" : "PRIMARY KEY";
        put_rest(out, table.key.rest);
        if (table.key.automatic)
            out += " AUTOINCREMENT";
    }
    if (column.not_null && !(inline_key && has_rowid_alias(table))) {
        out += " NOT NULL";
        put_rest(out, column.conflict);
    }
    if (!column.default_value.empty()) {
        out += " DEFAULT ";
        out += column.default_value;
    }
    if (!column.collation.empty()) {
        out += " COLLATE ";
        put_name(out, column.collation);
    }
    if (!column.generated.empty()) {
        out += " GENERATED ALWAYS AS (";
        out += column.generated;
        out += column.stored ? ") STORED" : ") VIRTUAL";
    }
}

constexpr void put_foreign_key(text& out, foreign_key_model const& key, bool of_column) {
    put_constraint_name(out, key.name);
    if (!of_column) {
        out += "FOREIGN KEY (";
        put_names(out, key.columns);
        out += ") ";
    }
    out += "REFERENCES ";
    put_name(out, key.parent);
    if (!key.parent_columns.empty()) {
        out += " (";
        put_names(out, key.parent_columns);
        out += ')';
    }
    put_rest(out, key.rest);
}

constexpr void put_table_constraints(text& out, table_model const& table) {
    if (!table.key.columns.empty() && !has_inline_key(table)) {
        out += ", ";
        put_constraint_name(out, table.key.name);
        out += "PRIMARY KEY (";
        put_names(out, table.key.columns);
        out += ')';
        put_rest(out, table.key.rest);
    }
    for (key_model const& unique : table.uniques) {
        out += ", ";
        put_constraint_name(out, unique.name);
        out += "UNIQUE (";
        put_names(out, unique.columns);
        out += ')';
        put_rest(out, unique.rest);
    }
    for (foreign_key_model const& key : table.foreign_keys) {
        out += ", ";
        put_foreign_key(out, key, false);
    }
    for (check_model const& check : table.checks) {
        out += ", ";
        put_constraint_name(out, check.name);
        out += "CHECK (";
        out += check.condition;
        out += ')';
    }
}

/// CREATE TABLE under `name`, which may be the temporary one of a rebuild; `schema` may be empty.
constexpr text create_table_text(table_model const& table, std::string_view name,
                                 std::string_view schema = {}) {
    if (!table.as_written.empty())
        return table.as_written;
    text out("CREATE TABLE ");
    if (!schema.empty()) {
        put_name(out, schema);
        out += '.';
    }
    put_name(out, name);
    out += " (";
    bool first = true;
    for (column_model const& column : table.columns) {
        if (!first)
            out += ", ";
        put_column(out, table, column);
        first = false;
    }
    put_table_constraints(out, table);
    out += ')';
    if (table.is_strict)
        out += table.without_rowid ? " STRICT, WITHOUT ROWID" : " STRICT";
    else if (table.without_rowid)
        out += " WITHOUT ROWID";
    return out;
}

constexpr text create_index_text(index_model const& index) {
    text out(index.is_unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
    put_name(out, index.name);
    out += " ON ";
    put_name(out, index.table);
    out += " (";
    bool first = true;
    for (text const& one : index.parts) {
        if (!first)
            out += ", ";
        out += one;
        first = false;
    }
    out += ')';
    if (!index.where.empty()) {
        out += " WHERE ";
        out += index.where;
    }
    return out;
}

}  // namespace lithe::inline v0::migrations::detail
