#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Which expressions are known to depend on nothing but the row that they are computed for. Any
// other must find the tables as the steps before it left them, and be computed over all rows at
// once: a window or a subquery that is begun again with each chunk of a copy has other values.
// Source: https://www.sqlite.org/lang_corefunc.html, https://www.sqlite.org/lang_expr.html

#include <lithe/migrations/sql_token.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lithe::inline v0::migrations::detail {

/// Whether it may stand before a bracket: functions of SQLite that see their arguments only, and
/// words of its expressions. Not min and max, which of one argument are aggregates.
inline bool is_scalar_word(token const& one) {
    constexpr std::string_view known =
        " abs and as between by case cast ceil char coalesce collate concat concat_ws date "
        "datetime distinct else escape floor format glob hex ifnull iif in instr is isnull json "
        "json_array_length json_extract json_object json_quote json_type json_valid julianday "
        "length like lower ltrim mod not notnull null nullif octet_length or pow power printf "
        "quote replace round rtrim sign sqrt strftime substr substring then time trim trunc "
        "typeof unhex unicode unixepoch upper when zeroblob ";
    std::string wanted(" ");
    for (char const letter : one.words)
        wanted += lower(letter);
    return one.kind == token_kind::word && known.find(wanted + ' ') != std::string_view::npos;
}

/// Whether `sql` is known to read its own row only, and no clock; what is not known is not of it.
inline bool is_of_own_row(std::string_view sql) {
    std::vector<token> const list = tokens_of(sql);
    for (std::size_t at = 0; at < list.size(); ++at) {
        token const& one = list[at];
        if (one.is("SELECT") || one.is("VALUES") || one.is("WITH") || one.is("OVER"))
            return false;
        bool const opens = at + 1 < list.size() && list[at + 1].is("(");
        bool const calls = one.kind == token_kind::name || one.kind == token_kind::word;
        // x IN numbers: a table.
        if (opens ? calls && !is_scalar_word(one) : one.is("IN"))
            return false;
        // The time is one within a statement.
        bool const bare = opens && at + 2 < list.size() && list[at + 2].is(")");
        if ((calls && bare) || one.is("CURRENT_TIMESTAMP") || one.is("CURRENT_DATE") ||
            one.is("CURRENT_TIME") || same_name(one.words, "'now'"))
            return false;
    }
    return true;
}

}  // namespace lithe::inline v0::migrations::detail
