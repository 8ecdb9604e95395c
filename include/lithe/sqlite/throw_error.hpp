#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// From an answer of SQLite to an exception: its class, by the result code; the table and the
// columns of a failed constraint, from SQLite's message and, where that is silent (a foreign key
// names nothing), from the facts of the statement. Messages that repeat a bound value are cut.

#include <lithe/meta/type_name.hpp>
#include <lithe/sqlite/error.hpp>
#include <lithe/sqlite/missing_feature.hpp>
#include <lithe/sqlite/result_code.hpp>
#include <lithe/statement/facts.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lithe::inline v0 {
namespace detail {

/// What a message of SQLite about a constraint says, by kind.
struct constraint_report {
    constraint_kind kind = constraint_kind::other;
    std::string table{};
    std::vector<std::string> columns{};
    std::string name{};
};

constexpr constraint_kind kind_of_constraint(int extended_code) noexcept {
    switch (extended_code) {
        case SQLITE_CONSTRAINT_UNIQUE:
            return constraint_kind::unique;
        case SQLITE_CONSTRAINT_PRIMARYKEY:
            return constraint_kind::primary_key;
        case SQLITE_CONSTRAINT_NOTNULL:
            return constraint_kind::not_null;
        case SQLITE_CONSTRAINT_CHECK:
            return constraint_kind::check;
        case SQLITE_CONSTRAINT_FOREIGNKEY:
            return constraint_kind::foreign_key;
        case SQLITE_CONSTRAINT_ROWID:
            return constraint_kind::rowid;
        case SQLITE_CONSTRAINT_TRIGGER:
            return constraint_kind::trigger;
        case SQLITE_CONSTRAINT_DATATYPE:
            return constraint_kind::datatype;
        case SQLITE_CONSTRAINT_FUNCTION:
            return constraint_kind::function;
        case SQLITE_CONSTRAINT_VTAB:
            return constraint_kind::vtab;
        case SQLITE_CONSTRAINT_COMMITHOOK:
            return constraint_kind::commit_hook;
        default:
            return constraint_kind::other;
    }
}

// "users.email, users.name" -> users; email, name. SQLite does not quote the names, so a table
// that the statement's facts name is looked for first: a dot in a name is then harmless.
inline void read_columns(constraint_report& report, std::string_view list,
                         statement_facts const* facts) {
    std::size_t length = list.find('.');
    if (facts != nullptr && !facts->table.empty() && list.size() > facts->table.size() &&
        list.starts_with(facts->table) && list[facts->table.size()] == '.')
        length = facts->table.size();
    if (length == std::string_view::npos)
        return;
    report.table = list.substr(0, length);
    std::string const separator = ", " + report.table + ".";
    list.remove_prefix(length + 1);
    for (std::size_t end; (end = list.find(separator)) != std::string_view::npos;) {
        report.columns.emplace_back(list.substr(0, end));
        list.remove_prefix(end + separator.size());
    }
    report.columns.emplace_back(list);
}

// "a ""b"" c" -> a "b" c, and what follows; the text itself where it does not begin with a quote.
inline std::string_view unquoted_head(std::string_view text, std::string& head) {
    char const quote = text.empty() ? '\0' : text.front();
    if (quote != '"' && quote != '\'') {
        head = text;
        return {};
    }
    for (text.remove_prefix(1); !text.empty(); text.remove_prefix(1)) {
        if (text[0] == quote) {
            if (text.size() == 1 || text[1] != quote)
                return text.substr(1);
            text.remove_prefix(1);
        }
        head += text[0];
    }
    return {};
}

inline void add_column(constraint_report& report, std::string_view column) {
    for (std::string const& earlier : report.columns)
        if (earlier == column)
            return;
    report.columns.emplace_back(column);
}
inline void add_columns(constraint_report& report, check_facts const& check) {
    for (std::size_t at = 0; at < check.column_count; ++at)
        add_column(report, check.columns[at]);
}

// SQLite says the name of a check, or its text, of which no more than the first name is left when
// it begins with a quote: CHECK("age" >= 0) fails as "age". The descriptor's list tells it apart;
// without one, the columns are what a text names in double quotes. Of several checks that fit what
// it says, any may be the one: their columns together.
inline void read_check(constraint_report& report, std::string_view said,
                       statement_facts const* facts) {
    std::size_t found = 0;
    for (std::size_t at = 0; facts != nullptr && at < facts->check_count; ++at) {
        check_facts const& check = facts->checks[at];
        std::string text;
        unquoted_head(check.text, text);
        if (check.is_index || said != (check.name.empty() ? std::string_view(text) : check.name))
            continue;
        report.name = ++found > 1 ? said : check.name.empty() ? check.text : check.name;
        add_columns(report, check);
    }
    if (found != 0)
        return;
    report.name = said;
    while (!said.empty()) {
        bool const column = said.front() == '"';
        if (!column && said.front() != '\'') {
            said.remove_prefix(1);
            continue;
        }
        std::string name;
        said = unquoted_head(said, name);
        if (column)  // a literal is none
            add_column(report, name);
    }
}

// Of an index of expressions SQLite says the name alone.
inline void read_index(constraint_report& report, std::string_view name,
                       statement_facts const* facts) {
    report.name = name;
    for (std::size_t at = 0; facts != nullptr && at < facts->check_count; ++at)
        if (facts->checks[at].is_index && same_name(facts->checks[at].name, name))
            add_columns(report, facts->checks[at]);
}

constexpr bool starts_with_word(std::string_view text, std::string_view upper) noexcept {
    while (!text.empty() && (text[0] == ' ' || text[0] == '\n' || text[0] == '\t'))
        text.remove_prefix(1);
    if (text.size() < upper.size())
        return false;
    for (std::size_t at = 0; at < upper.size(); ++at)
        if ((text[at] & ~0x20) != upper[at])
            return false;
    return true;
}

inline void read_foreign_key(constraint_report& report, std::string_view sql,
                             statement_facts const* facts) {
    if (facts == nullptr)
        return;
    // A deleted row offends as the one referred to, by a key of another row; all others perhaps as
    // the one that refers.
    if (!starts_with_word(sql, "DELETE"))
        report.columns.assign(facts->foreign_key_columns,
                              facts->foreign_key_columns + facts->foreign_key_count);
}

inline constraint_report read_constraint(int extended_code, std::string_view message,
                                         std::string_view sql, statement_facts const* facts) {
    constraint_report report;
    report.kind = kind_of_constraint(extended_code);
    auto after = [&](std::string_view words) {
        std::size_t const at = message.find(words);
        return at == std::string_view::npos ? std::string_view{}
                                            : message.substr(at + words.size());
    };
    switch (report.kind) {
        case constraint_kind::unique:
        case constraint_kind::primary_key:
        case constraint_kind::rowid:
        case constraint_kind::not_null: {
            std::string_view const list = after(" constraint failed: ");
            if (list.starts_with("index '") && list.ends_with("'"))
                read_index(report, list.substr(7, list.size() - 8), facts);
            else
                read_columns(report, list, facts);
            break;
        }
        case constraint_kind::datatype:  // "cannot store TEXT value in INTEGER column t.c"
            read_columns(report, after(" column "), facts);
            break;
        case constraint_kind::check:
            read_check(report, after("CHECK constraint failed: "), facts);
            break;
        case constraint_kind::foreign_key:
            read_foreign_key(report, sql, facts);
            break;
        default:
            break;
    }
    if (report.table.empty() && facts != nullptr)
        report.table = facts->table;
    return report;
}

// SQLite says authors.email where the text has "authors"."email".
inline bool stands_in(std::string_view sql, std::string_view words) {
    std::string unquoted;
    for (char const letter : sql)
        if (letter != '"')
            unquoted += letter;
    return sql.find(words) != sql.npos || unquoted.find(words) != unquoted.npos;
}

// FTS5, the JSON functions and ATTACH repeat their argument in their messages, and it may have
// been bound: what follows these words stays only if it stands in the text of the statement.
inline std::string without_values(std::string_view message, std::string_view sql) {
    constexpr std::string_view echoes[] = {
        "fts5: syntax error near ",  "no such column: ",
        "unknown special query: ",   "expected integer, got ",
        "JSON path error near ",     "bad JSON path: ",
        "unable to open database: ", "malformed MATCH expression: ",
        "no such cursor: ",
    };
    for (std::string_view const words : echoes) {
        if (!message.starts_with(words))
            continue;
        std::string_view echo = message.substr(words.size());
        constexpr std::string_view hint = " - should this be a string literal in single-quotes?";
        if (echo.ends_with(hint))  // from 3.46 on
            echo.remove_suffix(hint.size());
        while (!echo.empty() && std::string_view("\"'[").find(echo.front()) != echo.npos)
            echo.remove_prefix(1);
        while (!echo.empty() && std::string_view("\"']").find(echo.back()) != echo.npos)
            echo.remove_suffix(1);
        if (echo.empty() || stands_in(sql, echo))
            break;
        return std::string(words) + "(a bound value)";
    }
    return std::string(message);
}

[[noreturn]] inline void throw_constraint(std::string message, int code, std::string_view sql,
                                          statement_facts const* facts) {
    constraint_report report = read_constraint(code, message, sql, facts);
    if (report.kind == constraint_kind::foreign_key && !report.table.empty()) {
        message += ": " + report.table;
        for (std::size_t at = 0; at < report.columns.size(); ++at)
            message += (at == 0 ? "(" : ", ") + report.columns[at];
        if (!report.columns.empty())
            message += ")";
    }
    throw constraint_error(message, code, sql, report.kind, std::move(report.table),
                           std::move(report.columns), std::move(report.name));
}

// SELECT lithe_collect(a, b) FROM t is shown as SELECT a, b FROM t.
inline int offset_in_shown(int offset, statement_facts const& facts) {
    if (facts.shown.empty() || offset < 0)
        return offset;
    std::string_view const text(facts.text, facts.size);
    auto const added = static_cast<int>(text.size() - facts.shown.size());
    std::size_t front = 0;
    while (front < facts.shown.size() && text[front] == facts.shown[front])
        ++front;
    std::size_t close = text.size();
    for (std::size_t at = facts.shown.size(); at > front && text[close - 1] == facts.shown[at - 1];
         --at)
        --close;
    if (offset >= static_cast<int>(close))
        return offset - added;
    int const moved = offset - (added - 1);
    return moved > static_cast<int>(front) ? moved : static_cast<int>(front);
}

/// Throws what an answer of SQLite other than SQLITE_OK, ROW and DONE means.
///
/// Call it before anything else is done with `db`, whose message and codes it takes; `db` may be
/// null. `sql` and `facts` are copied from, and may go away.
[[noreturn]] inline void throw_error(sqlite3* db, int rc, std::string_view sql = {},
                                     statement_facts const* facts = nullptr) {
    int code = rc;
    int offset = -1;
    std::string message = sqlite3_errstr(rc);
    // Only where the connection's last error is the one in hand: SQLITE_MISUSE leaves no trace.
    if (db != nullptr && primary_code(sqlite3_extended_errcode(db)) == primary_code(rc)) {
        code = sqlite3_extended_errcode(db);
        offset = sqlite3_error_offset(db);
        if (facts != nullptr)
            offset = offset_in_shown(offset, *facts);
        message = without_values(sqlite3_errmsg(db), sql);
    }
    if (primary_code(code) == SQLITE_CONSTRAINT)
        throw_constraint(std::move(message), code, sql, facts);
    std::string_view const remedy =
        primary_code(code) == SQLITE_ERROR ? remedy_of(message) : std::string_view();
    if (!remedy.empty())
        message = (message + "; this is SQLite " + sqlite3_libversion() + ": ").append(remedy);
    message = message + " (" + result_name(code) + ")";
    switch (primary_code(code)) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            throw busy_error(message, code, sql, offset);
        case SQLITE_INTERRUPT:
            throw cancelled(message, code, sql, offset);
        default:
            if (!remedy.empty())
                throw missing_feature(message, code, sql, offset);
            if (message.starts_with("malformed JSON") || message.starts_with("JSON path error") ||
                message.starts_with("bad JSON path"))
                throw json_error(message, code, sql, offset);
            throw error(message, code, sql, offset);
    }
}

/// Throws unless `rc` is SQLITE_OK.
inline void check(sqlite3* db, int rc, std::string_view sql = {}) {
    if (rc != SQLITE_OK)
        throw_error(db, rc, sql);
}

}  // namespace detail
}  // namespace lithe::inline v0
