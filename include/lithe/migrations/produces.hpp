#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// `static_assert(m::produces<history, Person>)`: the history replayed at compile time ends in what
// today's descriptors say. The first mistake is one sentence; migration, step and column stand in
// the arguments of the function that says it.

#include <lithe/meta/fixed_string.hpp>
#include <lithe/migrations/digest.hpp>
#include <lithe/migrations/history_rules.hpp>
#include <lithe/migrations/parse.hpp>
#include <lithe/migrations/replay.hpp>
#include <lithe/statement/create_table.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace lithe::inline v0::migrations {
namespace detail {

/// A finding whose names are kept in itself.
struct kept_finding {
    fault what = fault::none;
    std::size_t step = 0;
    std::array<char, 96> version{};
    std::array<char, 160> culprit{};  // table.column
};

template <std::size_t Size>
constexpr void keep(std::array<char, Size>& out, std::string_view words) {
    for (std::size_t at = 0; at < words.size() && at + 1 < Size; ++at)
        out[at] = words[at];
}
template <std::size_t Size>
constexpr std::string_view kept(std::array<char, Size> const& words) {
    return {words.data()};
}

constexpr kept_finding kept_of(fault what, std::string_view table, std::string_view column) {
    text culprit(table);
    if (!table.empty() && !column.empty())
        culprit += '.';
    culprit += column;
    kept_finding result;
    result.what = what;
    keep(result.culprit, culprit);
    return result;
}

constexpr text schema_text(schema_model const& schema) {
    text out;
    for (table_model const& table : schema.tables) {
        out += create_table_text(table, table.name);
        out += '\0';
    }
    for (index_model const& index : schema.indexes) {
        out += create_index_text(index);
        out += '\0';
    }
    return out;
}

/// What a replay finds.
constexpr kept_finding find_in(std::span<record const> history) {
    replayer run;
    replay(run, history);
    if (run.found.what == fault::none) {
        for (record const& migration : migrations_of{history}) {
            record const* const pin = find_part(migration, part::pin);
            if (pin == nullptr || digest_of(migration).view() == pin->name)
                continue;
            run.found.what = fault::edited;
            run.found.version = migration.name;
        }
    }
    kept_finding result = kept_of(run.found.what, run.found.table, run.found.column);
    result.step = run.found.step;
    keep(result.version, run.found.version);
    return result;
}
template <auto const& History>
inline constexpr kept_finding finding_of = find_in(records_of<History>());

constexpr text schema_text_after(std::span<record const> history) {
    replayer run;
    replay(run, history);
    return schema_text(run.schema);
}
// One replay each: together they would be too much for one constant expression of clang.
template <auto const& History>
inline constexpr std::size_t schema_size_of = schema_text_after(records_of<History>()).size();

template <auto const& History>
consteval auto make_schema_text() {
    std::array<char, schema_size_of<History> + 1> out{};
    text const all = schema_text_after(records_of<History>());
    for (std::size_t at = 0; at < all.size(); ++at)
        out[at] = all.view()[at];
    return out;
}
/// The schema that the history leaves: CREATE statements, each with a NUL behind it.
template <auto const& History>
inline constexpr auto schema_text_of = make_schema_text<History>();

/// Calls `visit` with each statement of such a text.
template <class Visitor>
constexpr void each_statement(std::string_view all, Visitor&& visit) {
    while (all.size() > 1) {
        std::size_t const end = place_of({"", 1}, all);
        visit(all.substr(0, end));
        all.remove_prefix(end + 1);
    }
}

constexpr kept_finding compare_columns(table_model const& wanted, table_model const& made) {
    for (column_model const& column : wanted.columns) {
        std::size_t const at = made.find(column.name);
        if (at == made.columns.size())
            return kept_of(fault::column_missing, wanted.name, column.name);
        if (!same_column(wanted, column, made, made.columns[at]))
            return kept_of(fault::column_differs, wanted.name, column.name);
    }
    for (column_model const& column : made.columns)
        if (!wanted.has(column.name))
            return kept_of(fault::column_unmapped, wanted.name, column.name);
    return {};
}

constexpr kept_finding compare_tables(table_model const& wanted, table_model const& made) {
    kept_finding const columns = compare_columns(wanted, made);
    if (columns.what != fault::none)
        return columns;
    if (!same_key(wanted.key, made.key))
        return kept_of(fault::key_differs, wanted.name, {});
    if (wanted.is_strict != made.is_strict || wanted.without_rowid != made.without_rowid)
        return kept_of(fault::options_differ, wanted.name, {});
    if (!same_table(wanted, made))
        return kept_of(fault::constraint_differs, wanted.name, {});
    return {};
}

constexpr bool has_index(std::vector<index_model> const& list, index_model const& index) {
    for (index_model const& one : list)
        if (same_index(one, index))
            return true;
    return false;
}

/// Compares an entity's own CREATE statements with those of the history.
constexpr kept_finding compare_entity(std::string_view history, std::string_view table_sql,
                                      std::string_view indexes_sql) {
    table_model const wanted = parse_table(table_sql);
    table_model made;
    std::vector<index_model> made_indexes;
    each_statement(history, [&](std::string_view sql) {
        index_model index;
        if (sql.starts_with("CREATE TABLE")) {
            table_model table = parse_table(sql);
            if (same_name(table.name, wanted.name))
                made = std::move(table);
        } else if (parse_index(sql, index) && same_name(index.table, wanted.name)) {
            made_indexes.push_back(std::move(index));
        }
    });
    if (made.columns.empty())
        return kept_of(fault::table_missing, wanted.name, {});
    kept_finding const table = compare_tables(wanted, made);
    if (table.what != fault::none)
        return table;
    std::vector<index_model> wanted_indexes;
    for (std::string_view rest = indexes_sql; !rest.empty();) {
        std::size_t const end = place_of(";\n", rest);
        index_model index;
        if (parse_index(rest.substr(0, end), index))
            wanted_indexes.push_back(std::move(index));
        rest.remove_prefix(end + 2);
    }
    for (index_model const& index : wanted_indexes)
        if (!has_index(made_indexes, index))
            return kept_of(fault::index_differs, wanted.name, index.name);
    for (index_model const& index : made_indexes)
        if (!has_index(wanted_indexes, index))
            return kept_of(fault::index_differs, wanted.name, index.name);
    return {};
}

template <auto const& History, class Entity>
inline constexpr kept_finding entity_finding =
    compare_entity({schema_text_of<History>.data(), schema_text_of<History>.size()},
                   create_table_sql<Entity>(), create_indexes_sql<Entity>());

/// The first table of the history that is not among `mapped`.
constexpr kept_finding find_unmapped(std::string_view history,
                                     std::span<std::string_view const> mapped) {
    kept_finding result;
    each_statement(history, [&](std::string_view sql) {
        if (result.what != fault::none || !sql.starts_with("CREATE TABLE"))
            return;
        token_reader read(sql.substr(12));
        text const name = unquoted(read.next());
        for (std::string_view const one : mapped)
            if (same_name(name, one))
                return;
        result = kept_of(fault::table_unmapped, name, {});
    });
    return result;
}
template <class... Entities>
inline constexpr std::array<std::string_view, sizeof...(Entities)> table_names{
    lithe::detail::entity_names<Entities>::table()...};

template <auto const& History, class... Entities>
consteval kept_finding find_first() {
    if (finding_of<History>.what != fault::none)
        return finding_of<History>;
    kept_finding found;
    static_cast<void>(
        ((found = entity_finding<History, Entities>, found.what != fault::none) || ...));
    if (found.what != fault::none)
        return found;
    return find_unmapped({schema_text_of<History>.data(), schema_text_of<History>.size()},
                         table_names<Entities...>);
}
template <auto const& History, class... Entities>
inline constexpr kept_finding first_finding = find_first<History, Entities...>();

// Always true: what is wrong has been said, and a failed static_assert would say it twice.
template <kept_finding const& Found>
consteval bool explain_found() {
    if constexpr (Found.what != fault::none) {
        constexpr std::string_view version = kept(Found.version);
        constexpr std::string_view culprit = kept(Found.culprit);
        explain_history<Found.what, fixed_string<version.size()>(version), Found.step,
                        fixed_string<culprit.size()>(culprit)>();
    }
    return true;
}

}  // namespace detail

/// True when every step of the history finds what it needs; else a compile error says what it does
/// not. `History` is a constexpr variable.
template <auto const& History>
inline constexpr bool history_ok = detail::explain_found<detail::finding_of<History>>();

/// True when the history ends in the tables of these entities, no more and no less: columns, types,
/// keys, constraints and indexes, in any order; else a compile error says what differs first.
template <auto const& History, class... Entities>
inline constexpr bool produces =
    detail::explain_found<detail::first_finding<History, Entities...>>();

}  // namespace lithe::inline v0::migrations
