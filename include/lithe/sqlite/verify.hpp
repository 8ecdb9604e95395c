#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// verify<User, Post>(db): compares the descriptors with the live schema and prepares every
// statement of the program whose tables are all among them, so that what a query would find out at
// night is known when the program starts.

#include <lithe/sqlite/create.hpp>
#include <lithe/sqlite/known_statements.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lithe::inline v0 {

/// What verify saw beside errors.
struct verification {
    /// What is other than the descriptors say without harm: more columns, indexes or tables,
    /// indexes that are not there, another order of columns, a table that is not STRICT.
    std::vector<std::string> notes{};
    /// Statements that were not prepared, because they name no table or one of none of the types
    /// given (or change the schema).
    std::vector<std::string> skipped{};
    /// How many statements SQLite has prepared.
    std::size_t statements = 0;
};

namespace detail {

/// The first column of all rows of a question about one table.
template <fixed_string Text>
std::vector<std::string> ask_texts(session& on, std::string_view about, std::string_view schema) {
    using question = control_statement<Text>;
    execution run(on, slot_of<question>::get(), question::value);
    run.bind(two_texts{about, schema});
    std::vector<std::string> answers;
    while (run.step())
        answers.push_back(column_text(run.values()[0]));
    return answers;
}

// Templates, so that a program that does not verify compiles none of this.
template <class Column>
void note_columns(std::string const& table, expected_column const* wanted, std::size_t count,
                  std::vector<Column> const& found, std::vector<std::string>& notes) {
    std::size_t last = 0;
    bool ordered = true;
    for (std::size_t at = 0; at < count; ++at) {
        std::size_t place = 0;
        while (place < found.size() && !same_name(found[place].name, wanted[at].name))
            ++place;
        ordered = ordered && place >= last;
        last = place;
    }
    if (!ordered)
        notes.push_back(table + ": its columns stand in another order");
    for (Column const& column : found) {
        bool mapped = false;
        for (std::size_t at = 0; at < count; ++at)
            mapped = mapped || same_name(column.name, wanted[at].name);
        if (!mapped)
            notes.push_back(table + "." + column.name + ": no field maps it");
    }
}

// `"archive"."by_name" ON`: the index's own name.
inline sql_token behind_schema(sql_tokens& tokens) {
    sql_token const name = tokens.next();
    return tokens.next().is_sign('.') ? tokens.next() : name;
}
/// The names behind CREATE INDEX in the text that would create a descriptor's indexes.
template <class Text>
std::vector<std::string> index_names_in(Text text) {
    std::vector<std::string> names;
    sql_tokens tokens(text);
    for (sql_token token = tokens.next(); token.kind != token_kind::end; token = tokens.next())
        if (token.is("INDEX"))
            names.push_back(name_in(behind_schema(tokens)));
    return names;
}

inline bool is_among(std::vector<std::string> const& names, std::string_view name) {
    for (std::string const& candidate : names)
        if (same_name(candidate, name))
            return true;
    return false;
}

template <class Session>
void note_indexes(Session& on, std::string const& table, std::string_view schema,
                  std::string_view creation, std::vector<std::string>& notes) {
    auto const wanted = index_names_in(creation);
    auto const found =
        ask_texts<"SELECT name FROM pragma_index_list(?1, nullif(?2, '')) WHERE origin = 'c'">(
            on, table, schema);
    for (std::string const& name : wanted)
        if (!is_among(found, name))
            notes.push_back(table + ": the index " + name + " is not there");
    for (std::string const& name : found)
        if (!is_among(wanted, name))
            notes.push_back(table + ": no descriptor has the index " + name);
}

template <class Entity>
void verify_object(session& on, std::vector<std::string>& mismatches) {
    if (!compare_object<Entity>(descriptor_of<Entity>, on, mismatches))
        mismatches.push_back(std::string(entity_names<Entity>::table()) + ": is missing");
}

template <class Entity>
void verify_table(session& on, verification& seen, std::vector<std::string>& mismatches) {
    if constexpr (is_special_object<Entity>)
        return verify_object<Entity>(on, mismatches);
    static constexpr auto wanted = expected_columns<Entity>(field_indices<Entity>{});
    std::string const table(entity_names<Entity>::table());
    std::string_view const schema = entity_names<Entity>::schema();
    auto const found = read_columns(on, table, schema);
    if (found.empty()) {
        mismatches.push_back(table + ": the table is missing");
        return;
    }
    bool const view = schema.empty() && is_view_name(on, table);
    compare_table(table, wanted.data(), wanted.size(), found, view, mismatches);
    note_columns(table, wanted.data(), wanted.size(), found, seen.notes);
    if (view)
        return;
    note_indexes(on, table, schema, sql_of<create_indexes_text<Entity>>, seen.notes);
    bool const loose =
        !ask_texts<
             "SELECT name FROM pragma_table_list(?1) WHERE type = 'table' AND NOT strict AND "
             "schema = iif(?2 = '', 'main', ?2) COLLATE NOCASE">(on, table, schema)
             .empty();
    if (descriptor_of<Entity>.strict && loose)
        seen.notes.push_back(table + ": is not STRICT");
}

template <class Session>
void note_tables(Session& on, std::vector<std::string_view> const& tables,
                 std::vector<std::string>& notes) {
    for (std::string const& name :
         ask_texts<"SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT "
                   "LIKE ?1 ESCAPE '\\' AND ?2 = '' ORDER BY name">(on, "sqlite\\_%", ""))
        if (!names_one_of(tables, name))
            notes.push_back(name + ": no type maps it");
}

template <class Facts>
void verify_statement(session& on, Facts const& facts, std::vector<std::string>& mismatches) {
    std::string const place = std::string(sql_of_facts(facts)) + ": ";
    try {
        looked_at const prepared(on.native(), {facts.text, facts.size}, facts);
        if (facts.confirm != nullptr)
            facts.confirm(prepared.get(), facts);
    } catch (schema_error const& thrown) {
        for (std::string const& mismatch : thrown.mismatches())
            mismatches.push_back(place + mismatch);
    } catch (error const& thrown) {
        mismatches.push_back(place + thrown.what());
    }
}

template <class... Entities>
verification verify(session& on) {
    verification seen;
    std::vector<std::string> mismatches;
    auto const tables = table_names_of<Entities...>();
    (verify_table<Entities>(on, seen, mismatches), ...);
    note_tables(on, tables, seen.notes);
    known_statements<> const known(tables);
    for (statement_facts const* const facts : known.among)
        verify_statement(on, *facts, mismatches);
    for (statement_facts const* const facts : known.others)
        seen.skipped.emplace_back(sql_of_facts(*facts));
    if (!mismatches.empty())
        throw schema_error(std::move(mismatches));
    seen.statements = known.among.size();
    return seen;
}

}  // namespace detail

/// Compares the descriptors with the live schema and prepares every statement of the program whose
/// tables are all among them. `on`: a database, a connection, a transaction or a reader.
///
/// Returns: what is other without harm, and which statements were skipped.
/// Errors: schema_error, listing every mismatch: a missing table or column, another type, a column
/// that may be NULL where the field is not std::optional, a NOT NULL column without default that no
/// field maps, a statement that SQLite does not prepare.
/// Cost: nothing is written; one preparation for each statement.
template <class... Entities, class Handle>
verification verify(Handle& on) {
    if constexpr (detail::require_some_tables<sizeof...(Entities)>() &&
                  (detail::require_schema<Entities, true>() && ...)) {
        return detail::look_at(
            on, [](detail::session& session) { return detail::verify<Entities...>(session); });
    } else {
        return {};
    }
}

}  // namespace lithe::inline v0
