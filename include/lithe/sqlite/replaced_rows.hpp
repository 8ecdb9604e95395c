#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// INSERT OR REPLACE deletes the rows in its way and runs no trigger for them, unless PRAGMA
// recursive_triggers is on: a full-text index would keep words of rows that are gone. So where the
// table has a trigger of DELETE, or_replace() is refused when it is prepared.
// https://www.sqlite.org/lang_conflict.html

#include <lithe/sqlite/error.hpp>
#include <lithe/sqlite/throw_error.hpp>
#include <lithe/statement/entity_facts.hpp>
#include <lithe/statement/insert.hpp>
#include <lithe/statement/sql_scan.hpp>

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace lithe::inline v0::detail {

/// Whether the text of a trigger says that it is one of DELETE.
constexpr bool is_delete_trigger(std::string_view sql) {
    sql_tokens tokens(sql);
    for (sql_token token = tokens.next(); token.kind != token_kind::end; token = tokens.next()) {
        if (token.is("DELETE"))
            return true;
        if (token.is("INSERT") || token.is("UPDATE") || token.kind == token_kind::broken)
            return false;
    }
    return false;
}

/// A question that is asked once.
class asked_once {
public:
    asked_once(sqlite3* db, std::string const& sql, statement_facts const& facts) {
        int const rc = sqlite3_prepare_v2(db, sql.c_str(), -1, &statement_, nullptr);
        if (rc != SQLITE_OK)
            throw_error(db, rc, sql_of_facts(facts), &facts);
    }
    asked_once(asked_once const&) = delete;
    asked_once& operator=(asked_once const&) = delete;
    ~asked_once() { sqlite3_finalize(statement_); }

    [[nodiscard]] sqlite3_stmt* get() const { return statement_; }
    [[nodiscard]] bool step() const { return sqlite3_step(statement_) == SQLITE_ROW; }
    [[nodiscard]] std::string text(int column) const {
        auto const* const value = sqlite3_column_text(statement_, column);
        return value == nullptr ? std::string() : reinterpret_cast<char const*>(value);
    }

private:
    sqlite3_stmt* statement_ = nullptr;
};

inline void require_no_delete_trigger(sqlite3* db, std::string_view schema,
                                      statement_facts const& facts) {
    asked_once const setting(db, "PRAGMA recursive_triggers", facts);
    if (setting.step() && sqlite3_column_int(setting.get(), 0) != 0)
        return;
    std::string source;
    for (char const letter : schema.empty() ? std::string_view("main") : schema)
        source.append(letter == '"' ? 2U : 1U, letter);
    asked_once const triggers(db,
                              "SELECT name, sql FROM (SELECT * FROM \"" + source +
                                  "\".sqlite_schema UNION ALL SELECT * FROM sqlite_temp_schema) "
                                  "WHERE type = 'trigger' AND tbl_name = ?1 COLLATE NOCASE "
                                  "ORDER BY name",
                              facts);
    sqlite3_bind_text(triggers.get(), 1, facts.table.data(), static_cast<int>(facts.table.size()),
                      SQLITE_STATIC);
    std::vector<std::string> mismatches;
    while (triggers.step()) {
        if (is_delete_trigger(triggers.text(1))) {
            mismatches.push_back(
                "or_replace(): SQLite would not run the trigger " + triggers.text(0) +
                " for the rows that it deletes; use on_conflict() or PRAGMA recursive_triggers");
        }
    }
    if (!mismatches.empty())
        throw schema_error(std::move(mismatches), sql_of_facts(facts));
}
/// Errors: schema_error that names the triggers which would not run.
template <class Entity>
void confirm_replace(sqlite3_stmt* prepared, statement_facts const& facts) {
    require_no_delete_trigger(sqlite3_db_handle(prepared), entity_names<Entity>::schema(), facts);
}

template <class Clause>
inline constexpr bool replaces_rows = std::is_same_v<Clause, or_clause<conflict_rule::replace>>;

template <class Statement>
inline constexpr bool is_or_replace = false;
template <class Entity, class... Clauses>
inline constexpr bool is_or_replace<insert_statement<Entity, Clauses...>> =
    (replaces_rows<Clauses> || ...);

template <class Statement>
consteval statement_facts make_replacing_facts() {
    statement_facts facts = make_facts<Statement>();
    facts.confirm = &confirm_replace<typename Statement::target>;
    return facts;
}
template <class Entity, class... Clauses, class Text>
    requires is_or_replace<insert_statement<Entity, Clauses...>>
struct facts_of<insert_statement<Entity, Clauses...>, Text> {
    using statement = insert_statement<Entity, Clauses...>;
    static constexpr facts_with_text<statement, Text> value{make_replacing_facts<statement>()};
};

}  // namespace lithe::inline v0::detail
