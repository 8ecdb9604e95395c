#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// From the model to records, the way that a history's literals are: what a table, a column and an
// index of today are as steps. The letters of their names are kept beside them.

#include <lithe/migrations/operation.hpp>
#include <lithe/migrations/parse.hpp>
#include <lithe/statement/affinity.hpp>
#include <lithe/statement/create_table.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace lithe::inline v0::migrations::detail {

/// Writes records and the letters of their names; without room for them it only counts.
struct record_writer {
    record* records = nullptr;
    char* letters = nullptr;
    char const* pool = nullptr;  // where the letters are that the records name
    std::size_t count = 0;
    std::size_t size = 0;

    constexpr std::string_view keep(std::string_view words) {
        std::size_t const begin = size;
        for (char const letter : words) {
            if (letters != nullptr)
                letters[size] = letter;
            ++size;
        }
        return pool == nullptr || words.empty() ? std::string_view()
                                                : std::string_view(pool + begin, words.size());
    }
    constexpr void add(part kind, std::string_view name = {}, std::string_view other = {},
                       std::int64_t number = 0, storage_class type = {}, std::uint8_t flags = 0) {
        record one;
        one.kind = kind;
        one.type = type;
        one.flags = flags;
        one.name = keep(name);
        one.other = keep(other);
        one.number = number;
        if (records != nullptr)
            records[count] = one;
        ++count;
    }
    /// What was added since there were `begin` records is part of the one before.
    constexpr void end(std::size_t begin) {
        if (records != nullptr)
            records[begin - 1].size = static_cast<std::uint32_t>(count - begin);
    }
    constexpr void names(part kind, names_list const& list) {
        for (text const& one : list)
            add(kind, one);
    }
    constexpr void sql(storage_class type, std::string_view words, std::uint8_t flags = 0) {
        add(part::sql, words, {}, 0, type, flags);
    }
};

constexpr storage_class storage_of(std::string_view type) {
    for (storage_class const kind :
         {storage_class::integer, storage_class::real, storage_class::text, storage_class::any})
        if (same_name(type, lithe::detail::type_words(kind)))
            return kind;
    return storage_class::blob;
}

constexpr std::int64_t number_of(std::string_view digits, bool negative) {
    std::uint64_t value = 0;
    for (char const digit : digits)
        value = value * 10 + static_cast<std::uint64_t>(digit - '0');
    return static_cast<std::int64_t>(negative ? ~value + 1 : value);
}

/// What a DEFAULT is in a history: a number, a text, or else SQL without the brackets around it.
struct default_form {
    part kind = part::sql;
    text words{};
    std::int64_t number = 0;
};
constexpr default_form form_of_default(column_model const& column) {
    std::vector<token> const tokens = tokens_of(column.default_value);
    if (tokens.size() == 1 && tokens[0].kind == token_kind::string &&
        tokens[0].words.front() == '\'')
        return {part::text, unquoted(tokens[0]), 0};
    bool const negative = tokens.size() == 2 && tokens[0].is("-");
    if (lithe::detail::affinity_of(column.type) == lithe::detail::affinity::integer &&
        (tokens.size() == 1 || negative) && tokens.back().kind == token_kind::number)
        return {part::integer, {}, number_of(tokens.back().words, negative)};
    std::string_view inner = column.default_value;
    if (inner.starts_with('(') && inner.ends_with(')'))
        inner = inner.substr(1, inner.size() - 2);
    return {part::sql, text(inner), 0};
}

constexpr void put_default(record_writer& out, column_model const& column) {
    out.add(part::default_value);
    std::size_t const begin = out.count;
    default_form const form = form_of_default(column);
    if (form.kind == part::sql)
        out.sql(storage_of(column.type), form.words);
    else
        out.add(form.kind, form.words, {}, form.number);
    out.end(begin);
}

constexpr std::int64_t packed_actions(std::string_view rest) {
    lithe::action deleted = lithe::no_action;
    lithe::action updated = lithe::no_action;
    bool deferred = false;
    std::vector<token> const tokens = tokens_of(rest);
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        deferred = deferred || tokens[at].is("DEFERRABLE");
        if (!tokens[at].is("ON") || at + 2 >= tokens.size())
            continue;
        token const& what = tokens[at + 2];
        bool const null = at + 3 < tokens.size() && tokens[at + 3].is("NULL");
        lithe::action& changed = tokens[at + 1].is("DELETE") ? deleted : updated;
        changed = what.is("CASCADE")    ? lithe::cascade
                  : what.is("RESTRICT") ? lithe::restrict_
                  : what.is("NO")       ? lithe::no_action
                  : null                ? lithe::set_null
                                        : lithe::set_default;
    }
    return packed(deleted, updated, deferred);
}

/// `rest` is ON CONFLICT …, or nothing.
constexpr std::int64_t conflict_of(std::string_view rest) {
    std::int64_t how = 4;
    while (how > 0 && !same_sql(rest, conflict_words(how)))
        --how;
    return how;
}

constexpr void put_key(record_writer& out, part kind, key_model const& key) {
    out.add(kind, {}, key.name, conflict_of(key.rest));
    std::size_t const begin = out.count;
    out.names(part::column_name, key.columns);
    out.end(begin);
}
constexpr void put_unique(record_writer& out, key_model const& unique) {
    put_key(out, part::unique, unique);
}
constexpr void put_foreign_key(record_writer& out, foreign_key_model const& key) {
    out.add(part::foreign_key, key.parent, key.name, packed_actions(key.rest));
    std::size_t const begin = out.count;
    out.names(part::column_name, key.columns);
    out.names(part::parent_name, key.parent_columns);
    out.end(begin);
}
constexpr void put_check(record_writer& out, check_model const& check) {
    out.add(part::check, {}, check.name);
    std::size_t const begin = out.count;
    out.sql(storage_class::integer, check.condition);
    out.end(begin);
}

/// A column and its own clauses, without end(): more may follow.
constexpr void begin_column(record_writer& out, table_model const& table,
                            column_model const& column) {
    bool const is_key = is_key_column(table, column.name);
    bool const nullable = !column.not_null && !is_key;
    bool const inline_key = is_key && has_inline_key(table);
    unsigned flags = nullable ? flag_nullable : 0U;
    flags |= inline_key && table.key.automatic ? flag_automatic : 0U;
    flags |= column.descending_key ? flag_descending : 0U;
    flags |= column.stored ? flag_stored : 0U;
    out.add(part::column, column.name, {}, conflict_of(column.conflict), storage_of(column.type),
            static_cast<std::uint8_t>(flags));
    if (inline_key)
        out.add(part::primary_key, {}, {}, conflict_of(table.key.rest));
    if (!column.default_value.empty())
        put_default(out, column);
    if (!column.collation.empty())
        out.add(part::collate, column.collation);
    if (column.generated.empty())
        return;
    out.add(part::generated);
    std::size_t const begin = out.count;
    out.sql(storage_of(column.type), column.generated, nullable ? flag_nullable : std::uint8_t{0});
    out.end(begin);
}

constexpr void put_table(record_writer& out, table_model const& table) {
    out.add(part::create_table, table.name);
    std::size_t const begin = out.count;
    for (column_model const& column : table.columns) {
        std::size_t const own = out.count + 1;
        begin_column(out, table, column);
        out.end(own);
    }
    if (!table.key.columns.empty() && !has_inline_key(table))
        put_key(out, part::primary_key, table.key);
    for (key_model const& unique : table.uniques)
        put_unique(out, unique);
    for (foreign_key_model const& key : table.foreign_keys)
        put_foreign_key(out, key);
    for (check_model const& check : table.checks)
        put_check(out, check);
    if (table.without_rowid)
        out.add(part::without_rowid);
    if (!table.is_strict)
        out.add(part::non_strict);
    out.end(begin);
}

/// Of an index: its part is a name with collation and order, or else an expression.
struct index_form {
    bool is_name = false;
    bool descending = false;
    text name{};
    text collation{};
};
constexpr index_form form_of_part(std::string_view part) {
    std::vector<token> const tokens = tokens_of(part);
    index_form form;
    std::size_t at = 1;
    if (at + 1 < tokens.size() && tokens[at].is("COLLATE")) {
        form.collation = unquoted(tokens[at + 1]);
        at += 2;
    }
    form.descending = at < tokens.size() && tokens[at].is("DESC");
    bool const named = !tokens.empty() &&
                       (tokens[0].kind == token_kind::name || tokens[0].kind == token_kind::word);
    form.is_name = named && at + (form.descending ? 1 : 0) == tokens.size();
    if (form.is_name)
        form.name = unquoted(tokens[0]);
    return form;
}

constexpr void put_index(record_writer& out, index_model const& index) {
    out.add(part::create_index, index.table, index.name);
    std::size_t const begin = out.count;
    if (index.is_unique)
        out.add(part::unique_index);
    for (text const& one : index.parts) {
        index_form const form = form_of_part(one);
        bool const descending = form.is_name && form.descending;
        out.add(part::index_part, form.is_name ? form.collation.view() : std::string_view(), {}, 0,
                {}, descending ? flag_descending : std::uint8_t{0});
        std::size_t const own = out.count;
        if (form.is_name)
            out.add(part::ref, form.name);
        else
            out.sql(storage_class::text, one);
        out.end(own);
    }
    if (!index.where.empty()) {
        out.add(part::where);
        std::size_t const own = out.count;
        out.sql(storage_class::integer, index.where);
        out.end(own);
    }
    out.end(begin);
}

/// Calls `visit(index)` for each statement of create_indexes_sql().
template <class Visitor>
constexpr void each_index(std::string_view sql, Visitor&& visit) {
    while (!sql.empty()) {
        std::size_t const end = place_of(";\n", sql);
        index_model index;
        if (parse_index(sql.substr(0, end), index))
            visit(index);
        sql.remove_prefix(end + 2);
    }
}

/// Whether a constraint of the table is of this column and of no other.
constexpr bool is_of_column(names_list const& columns, std::string_view column) {
    return columns.size() == 1 && same_name(columns[0], column);
}
constexpr bool is_of_column(table_model const& table, check_model const& check,
                            std::string_view column) {
    for (column_model const& other : table.columns)
        if (!same_name(other.name, column) && mentions(check.condition, other.name))
            return false;
    return mentions(check.condition, column);
}

constexpr void put_added_column(record_writer& out, table_model const& table, std::size_t at) {
    column_model const& column = table.columns[at];
    std::size_t const begin = out.count + 1;
    begin_column(out, table, column);
    for (key_model const& unique : table.uniques)
        if (is_of_column(unique.columns, column.name))
            out.add(part::unique, {}, {}, conflict_of(unique.rest));
    for (foreign_key_model const& key : table.foreign_keys)
        if (is_of_column(key.columns, column.name))
            put_foreign_key(out, key);
    for (check_model const& check : table.checks)
        if (is_of_column(table, check, column.name))
            put_check(out, check);
    out.end(begin);
}

}  // namespace lithe::inline v0::migrations::detail
