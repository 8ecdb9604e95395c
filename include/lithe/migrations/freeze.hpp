#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// freeze<T>(out): today's descriptor in the literal form of a history, to paste into one.

#include <lithe/migrations/ddl.hpp>
#include <lithe/migrations/live.hpp>
#include <lithe/schema/rules.hpp>
#include <lithe/statement/create_table.hpp>

#include <iosfwd>
#include <string>
#include <string_view>

namespace lithe::inline v0::migrations {
namespace detail {

inline std::string literal(std::string_view words) {
    std::string out = "\"";
    for (char const letter : words) {
        if (letter == '"' || letter == '\\')
            out += '\\';
        if (letter == '\n')
            out += "\\n";
        else
            out += letter;
    }
    return out + '"';
}

/// What a column of that type holds, where other tools chose the words, too.
inline std::string type_for(std::string_view type, bool nullable) {
    using lithe::detail::affinity;
    affinity const how = lithe::detail::affinity_of(type);
    bool const numeric = how == affinity::numeric;
    std::string const plain =
        same_name(type, "ANY")                                        ? "lithe::sql_value"
        : numeric && lithe::detail::has_letters(type, "BOOL")         ? "bool"
        : how == affinity::integer                                    ? "std::int64_t"
        : how == affinity::text || (numeric && is_text_by_name(type)) ? "std::string"
        : how == affinity::blob || (numeric && lithe::detail::has_letters(type, "BINARY"))
            ? "lithe::bytes"
            : "double";
    return nullable ? "std::optional<" + plain + ">" : plain;
}
inline bool is_own_type(std::string_view type) {
    return is_strict_type(type) && !same_name(type, "INT");
}

inline std::string name_list(names_list const& names) {
    std::string out;
    for (text const& one : names)
        out += (out.empty() ? "" : ", ") + literal(one);
    return out;
}

inline std::string sql_literal(std::string_view type, std::string_view sql) {
    return "m::sql<" + std::string(type) + ">(" + literal(sql) + ")";
}

inline std::string collation_literal(std::string_view name) {
    if (same_name(name, "NOCASE"))
        return "lithe::nocase";
    return "lithe::collation{" + literal(name) + "}";
}

// A number or a text is itself, anything else an expression.
inline std::string default_literal(column_model const& column) {
    default_form const form = form_of_default(column);
    if (form.kind == part::sql)
        return sql_literal(type_for(column.type, false), form.words);
    return form.kind == part::text ? literal(form.words) : column.default_value.str();
}

inline std::string named(text const& name) {
    return name.empty() ? std::string() : ".named(" + literal(name) + ")";
}

inline std::string action_literals(std::string_view rest) {
    static constexpr std::string_view names[] = {"no_action", "restrict_", "set_null",
                                                 "set_default", "cascade"};
    record key;
    key.number = packed_actions(rest);
    auto const words = [](std::string_view when, lithe::action what) {
        if (what == lithe::no_action)
            return std::string();
        return std::string(when) + "(lithe::" + std::string(names[static_cast<std::size_t>(what)]) +
               ")";
    };
    return words(".on_delete", deleted_of(key)) + words(".on_update", updated_of(key)) +
           (is_deferred(key) ? ".deferrable()" : "");
}

inline std::string conflict_literal(std::string_view rest) {
    static constexpr std::string_view names[] = {"abort", "rollback", "fail", "ignore", "replace"};
    auto const how = static_cast<std::size_t>(conflict_of(rest));
    return how == 0 ? std::string() : ".on_conflict(m::conflict::" + std::string(names[how]) + ")";
}

inline std::string column_literal(table_model const& table, column_model const& column) {
    bool const is_key = is_key_column(table, column.name);
    // SQLite's words say nothing of ANY there, and its affinity is NUMERIC.
    bool const any_word = !table.is_strict && same_name(column.type, "ANY");
    std::string const type =
        type_for(any_word ? "NUMERIC" : stored_type(column), !column.not_null && !is_key);
    std::string out = "m::column<" + type + ">(" + literal(column.name) + ")";
    if (any_word || !is_own_type(column.type))
        out += ".declared(" + literal(column.type) + ")";
    out += conflict_literal(column.conflict);
    if (is_key && has_inline_key(table))
        out += std::string(".primary_key()") + (table.key.automatic ? ".autoincrement()" : "") +
               (column.descending_key ? ".descending()" : "") + conflict_literal(table.key.rest);
    if (!column.default_value.empty())
        out += ".default_value(" + default_literal(column) + ")";
    if (!column.collation.empty())
        out += ".collate(" + collation_literal(column.collation) + ")";
    if (!column.generated.empty())
        out += ".generated(" + sql_literal(type, column.generated) + ")";
    return column.stored ? out + ".stored()" : out;
}

inline std::string unique_literal(key_model const& unique) {
    return "m::unique(" + name_list(unique.columns) + ")" + named(unique.name) +
           conflict_literal(unique.rest);
}
inline std::string foreign_key_literal(foreign_key_model const& key) {
    return "m::foreign_key(" + name_list(key.columns) + ").references(" + literal(key.parent) +
           ", " + name_list(key.parent_columns) + ")" + action_literals(key.rest) + named(key.name);
}
inline std::string check_literal(check_model const& check) {
    return "m::check(" + sql_literal("bool", check.condition) + ")" + named(check.name);
}

inline std::string table_literal(table_model const& table) {
    std::string out = "m::create_table(" + literal(table.name);
    auto const add = [&out](std::string const& words) { out += ",\n    " + words; };
    for (column_model const& column : table.columns)
        add(column_literal(table, column));
    if (!table.key.columns.empty() && !has_inline_key(table))
        add("m::primary_key(" + name_list(table.key.columns) + ")" + named(table.key.name) +
            conflict_literal(table.key.rest));
    for (key_model const& unique : table.uniques)
        add(unique_literal(unique));
    for (foreign_key_model const& key : table.foreign_keys)
        add(foreign_key_literal(key));
    for (check_model const& check : table.checks)
        add(check_literal(check));
    if (table.without_rowid)
        add("m::without_rowid");
    if (!table.is_strict)
        add("m::non_strict");
    return out + ")";
}

/// The step that adds a column, with the constraints of this column alone.
inline std::string added_column_text(std::string_view table_sql, std::size_t at) {
    table_model const table = parse_table(table_sql);
    column_model const& column = table.columns[at];
    std::string out = column_literal(table, column);
    for (key_model const& unique : table.uniques)
        if (is_of_column(unique.columns, column.name))
            out += ".unique()" + conflict_literal(unique.rest);
    for (foreign_key_model const& key : table.foreign_keys)
        if (is_of_column(key.columns, column.name))
            out += ".references(" + literal(key.parent) + ", " + name_list(key.parent_columns) +
                   ")" + action_literals(key.rest);
    for (check_model const& check : table.checks)
        if (is_of_column(table, check, column.name))
            out += ".check(" + sql_literal("bool", check.condition) + ")";
    return "m::add_column(" + literal(table.name) + ", " + out + ")\n";
}

inline std::string part_literal(std::string_view part) {
    index_form const form = form_of_part(part);
    if (!form.is_name)
        return "m::on(" + sql_literal("std::string", part) + ")";
    std::string const name = literal(form.name);
    if (!form.descending && form.collation.empty())
        return name;
    return (form.descending ? "m::desc(" : "m::asc(") + name +
           (form.collation.empty() ? "" : ", " + collation_literal(form.collation)) + ")";
}

inline std::string index_literal(index_model const& index) {
    std::string out = index.is_unique ? "m::create_unique_index(" : "m::create_index(";
    out += literal(index.name) + ", " + literal(index.table);
    for (text const& part : index.parts)
        out += ", " + part_literal(part);
    if (!index.where.empty())
        out += ", m::where(" + sql_literal("bool", index.where) + ")";
    return out + ")";
}

/// The steps that make what these statements make.
inline std::string frozen_text(std::string_view table_sql, std::string_view indexes_sql) {
    std::string out = table_literal(parse_table(table_sql));
    each_index(indexes_sql,
               [&out](index_model const& index) { out += ",\n" + index_literal(index); });
    return out + '\n';
}

}  // namespace detail

/// Prints the steps that make the tables of these entities and their indexes, as literals that
/// do not change with the structs.
template <class... Entities, class Traits>
void freeze(std::basic_ostream<char, Traits>& out) {
    constexpr bool tables = !(lithe::detail::is_special_object<Entities> || ...);
    static_assert(
        tables,
        "lithe: m::freeze(): this is no table; write m::create_view(), m::create_trigger(), or "
        "m::raw() for a virtual one");
    if constexpr (tables && (lithe::detail::require_schema<Entities, true>() && ...)) {
        constexpr bool of_main = (lithe::detail::entity_names<Entities>::schema().empty() && ...);
        static_assert(
            of_main,
            "lithe: m::freeze(): the table is temporary or of an attached file, and a history is "
            "about main; leave it out");
        ((out << detail::frozen_text(create_table_sql<Entities>(), create_indexes_sql<Entities>())),
         ...);
    }
}

/// Prints the step that adds the column of this field: m::add_column<&Person::email>() as literals.
template <auto Member, class Traits>
void freeze(std::basic_ostream<char, Traits>& out) {
    using entity = lithe::detail::owner_of<Member>;
    if constexpr (detail::require_live_table<entity>())
        out << detail::added_column_text(create_table_sql<entity>(),
                                         lithe::detail::member_index<Member>);
}

}  // namespace lithe::inline v0::migrations
