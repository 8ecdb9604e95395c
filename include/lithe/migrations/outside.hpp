#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The SQL that SQLite takes outside a transaction only, for m::migration(…).no_transaction(…):
// VACUUM, and the settings that are the file's own. Each may be run again: the file ends the same.
// Source: https://www.sqlite.org/lang_vacuum.html

#include <lithe/migrations/record.hpp>
#include <lithe/migrations/sql_token.hpp>

#include <string_view>
#include <vector>

namespace lithe::inline v0::migrations::detail {

/// `VACUUM`, or `PRAGMA name = value`.
struct outside_statement {
    std::string_view sql{};
    std::string_view pragma{};  // empty: VACUUM
    std::string_view value{};   // without quotes
};

constexpr bool runs_outside(record const& migration) {
    return (migration.number & is_outside) != 0;
}

constexpr bool is_file_setting(std::string_view pragma) {
    return same_name(pragma, "journal_mode") || same_name(pragma, "page_size") ||
           same_name(pragma, "auto_vacuum");
}

/// One statement of which the tokens are given; false for any other.
constexpr bool read_outside(std::vector<token> const& tokens, outside_statement& out) {
    std::size_t at = 1;
    if (tokens[0].is("VACUUM"))
        return tokens.size() == 1 || (tokens.size() == 2 && tokens[1].is("main"));
    if (!tokens[0].is("PRAGMA"))
        return false;
    if (tokens.size() > 2 && tokens[1].is("main") && tokens[2].is("."))
        at = 3;
    bool const brackets =
        tokens.size() == at + 4 && tokens[at + 1].is("(") && tokens[at + 3].is(")");
    bool const equals = tokens.size() == at + 3 && tokens[at + 1].is("=");
    if ((!brackets && !equals) || !is_file_setting(tokens[at].words))
        return false;
    out.pragma = tokens[at].words;
    out.value = tokens[at + 2].words;
    if (tokens[at + 2].kind == token_kind::string || tokens[at + 2].kind == token_kind::name)
        out.value = out.value.substr(1, out.value.size() - 2);
    return true;
}

/// All statements of a text; empty when one is none of these.
constexpr std::vector<outside_statement> outside_statements(std::string_view sql) {
    std::vector<outside_statement> list;
    std::vector<token> tokens;
    token_reader read(sql);
    for (bool more = true; more;) {
        token const one = read.next();
        more = one.kind != token_kind::end;
        if (more && !one.is(";")) {
            tokens.push_back(one);
            continue;
        }
        if (tokens.empty())
            continue;
        token const& last = tokens.back();
        auto const size = static_cast<std::size_t>(last.words.data() - tokens[0].words.data());
        outside_statement next{{tokens[0].words.data(), size + last.words.size()}, {}, {}};
        if (!read_outside(tokens, next))
            return {};
        list.push_back(next);
        tokens.clear();
    }
    return list;
}

/// Whether a migration has one step, which is such SQL.
constexpr bool is_outside_alone(record const& migration) {
    std::size_t steps = 0;
    for (record const& step : parts_of(migration))
        if (step.kind != part::down && step.kind != part::irreversible && step.kind != part::pin &&
            step.kind != part::file_digest)
            ++steps;
    return steps == 1;
}
constexpr bool is_outside_sql(record const& migration) {
    record const& step = *(&migration + 1);
    return step.kind == part::execute && !has_part(step, part::effects) &&
           !outside_statements(step.name).empty();
}

}  // namespace lithe::inline v0::migrations::detail
