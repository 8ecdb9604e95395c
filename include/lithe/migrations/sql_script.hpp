#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A script of SQL in its statements, and one without the transaction that it brings along.

#include <lithe/migrations/sql_token.hpp>

#include <sqlite3.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lithe::inline v0::migrations::detail {

/// The statements of `sql`, each with what stands before it; a trigger's body is part of it.
inline std::vector<std::string_view> statements_of(std::string_view sql) {
    std::vector<std::string_view> list;
    token_reader read(sql);
    std::size_t begin = 0;
    for (token one = read.next(); one.kind != token_kind::end; one = read.next()) {
        if (!one.is(";"))
            continue;
        auto const end = static_cast<std::size_t>(one.words.data() - sql.data()) + 1;
        std::string const words(sql.substr(begin, end - begin));
        if (sqlite3_complete(words.c_str()) == 0)
            continue;
        list.push_back(sql.substr(begin, end - begin));
        begin = end;
    }
    if (begin < sql.size())
        list.push_back(sql.substr(begin));
    return list;
}

/// BEGIN, COMMIT and the switching of foreign keys: what a migration's runner does itself.
inline bool is_own_transaction(std::string_view statement) {
    token_reader read(statement);
    token const first = read.next();
    token const second = read.next();
    if (first.is("PRAGMA"))
        return second.is("foreign_keys") || second.is("defer_foreign_keys");
    if (!first.is("BEGIN") && !first.is("COMMIT") && !first.is("END"))
        return false;
    for (token one = second; one.kind != token_kind::end; one = read.next())
        if (!one.is("TRANSACTION") && !one.is("IMMEDIATE") && !one.is("DEFERRED") &&
            !one.is("EXCLUSIVE") && !one.is(";"))
            return false;
    return true;
}

inline std::string without_own_transaction(std::string_view sql) {
    std::string kept;
    for (std::string_view const one : statements_of(sql))
        if (!is_own_transaction(one))
            kept += one;
    return kept;
}

}  // namespace lithe::inline v0::migrations::detail
