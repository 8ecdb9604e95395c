#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// `static_assert(m::produces<history, Person>)`: the history replayed at compile time ends in what
// today's descriptors say. The first mistake is one sentence; migration, step and column stand in
// the arguments of the function that says it.

#include <lithe/meta/fixed_string.hpp>
#include <lithe/migrations/chunked_replay.hpp>
#include <lithe/migrations/history_rules.hpp>
#include <lithe/migrations/parse.hpp>
#include <lithe/statement/create_table.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace lithe::inline v0::migrations {
namespace detail {

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

struct made_table {
    table_model table{};
    std::vector<index_model> indexes{};
    constexpr void operator()(table_model& one) { table = std::move(one); }
    constexpr void operator()(index_model& one) { indexes.push_back(std::move(one)); }
};

/// A declared type is what the program stores there, except where only INTEGER makes a key the
/// rowid.
constexpr void drop_declared(table_model& table) {
    bool const rowid = has_rowid_alias(table);
    for (column_model& column : table.columns) {
        if (column.kind == lithe::detail::storage_class::none)
            continue;
        text const declared = column.type;
        column.type = text(lithe::detail::column_type_words(column.kind, table.is_strict));
        if (has_rowid_alias(table) != rowid)
            column.type = declared;
    }
}

/// Compares an entity's own CREATE statements with what the history left.
constexpr kept_finding compare_entity(std::string_view packed, std::string_view table_sql,
                                      std::string_view indexes_sql) {
    table_model const wanted = parse_table(table_sql);
    made_table found;
    if (!packed.empty())
        schema_reader(packed).visit(wanted.name, found);
    drop_declared(found.table);
    table_model const& made = found.table;
    std::vector<index_model> const& made_indexes = found.indexes;
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
consteval kept_finding find_entity() {
    if constexpr (!lithe::detail::entity_names<Entity>::schema().empty())
        return kept_of(fault::not_main, lithe::detail::entity_names<Entity>::table(), {});
    else
        return compare_entity(packed_schema<History>(), create_table_sql<Entity>(),
                              create_indexes_sql<Entity>());
}
template <auto const& History, class Entity>
inline constexpr kept_finding entity_finding = find_entity<History, Entity>();

/// The first table of the history that is not among `mapped`; virtual ones may be of no entity.
constexpr kept_finding find_unmapped(std::string_view packed,
                                     std::span<std::string_view const> mapped) {
    if (packed.empty())
        return {};
    schema_reader read(packed);
    for (std::size_t left = read.number(); left > 0; --left) {
        std::string_view const name = read.view();
        bool found = false;
        for (std::string_view const one : mapped)
            found = found || same_name(name, one);
        if (found) {
            read.skip();
            continue;
        }
        table_model table;
        read.read_sized(table);
        if (table.as_written.empty())
            return kept_of(fault::table_unmapped, name, {});
    }
    return {};
}
template <class... Entities>
inline constexpr std::array<std::string_view, sizeof...(Entities)> table_names{
    lithe::detail::entity_names<Entities>::table()...};

template <auto const& History, class... Entities>
consteval kept_finding find_first() {
    if (finding_of<History>.what != fault::none)
        return finding_of<History>;
    if (is_unknown(packed_schema<History>()))
        return kept_of(fault::opaque_schema, {}, {});
    kept_finding found;
    static_cast<void>(
        ((found = entity_finding<History, Entities>, found.what != fault::none) || ...));
    if (found.what != fault::none)
        return found;
    return find_unmapped(packed_schema<History>(), table_names<Entities...>);
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
