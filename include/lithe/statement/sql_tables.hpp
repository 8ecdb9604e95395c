#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Which tables a text of SQL names: behind FROM, JOIN, INTO, UPDATE and IN. Common table
// expressions and table-valued functions are none; lithe's own virtual tables neither.

#include <lithe/meta/type_name.hpp>
#include <lithe/statement/sql_scan.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lithe::inline v0::detail {

/// A name as SQLite has it: without its quotes.
inline std::string name_in(sql_token const& token) {
    if (token.kind != token_kind::quoted)
        return std::string(token.text);
    char const quote = token.text.front();
    std::string_view const inside = token.text.substr(1, token.text.size() - 2);
    std::string name;
    for (std::size_t at = 0; at < inside.size(); ++at) {
        name += inside[at];
        if (inside[at] == quote)
            ++at;  // a doubled one
    }
    return name;
}

/// A template, as what uses it is: a program that never asks compiles none of it.
template <class Text>
class table_names {
public:
    explicit table_names(std::string_view text) {
        sql_tokens source(text);
        do {
            tokens_.push_back(source.next());
        } while (tokens_.back().kind != token_kind::end);
        find_expressions();
        find_tables();
    }

    std::vector<std::string> take() { return std::move(found_); }

private:
    // Where a table may stand in a list: the commas of FROM at its own depth of brackets.
    enum class place : unsigned char { elsewhere, list };

    [[nodiscard]] sql_token const& token(std::size_t at) const {
        return tokens_[at < tokens_.size() ? at : tokens_.size() - 1];
    }
    [[nodiscard]] bool is_name(std::size_t at) const {
        return token(at).kind == token_kind::word || token(at).kind == token_kind::quoted;
    }

    // `name AS (` and `name(a, b) AS NOT MATERIALIZED (`.
    void find_expressions() {
        for (std::size_t at = 1; at < tokens_.size(); ++at) {
            if (!token(at).is("AS"))
                continue;
            std::size_t next = at + 1;
            next += token(next).is("NOT") ? 1U : 0U;
            next += token(next).is("MATERIALIZED") ? 1U : 0U;
            if (!token(next).is_sign('('))
                continue;
            std::size_t name = at - 1;
            if (token(name).is_sign(')'))
                while (name > 0 && !token(name--).is_sign('(')) {
                }
            if (is_name(name))
                expressions_.push_back(name_in(token(name)));
        }
    }

    void find_tables() {
        std::vector<place> depths{place::elsewhere};
        bool expecting = false;
        for (std::size_t at = 0; at < tokens_.size(); ++at) {
            sql_token const& now = token(at);
            if (now.is_sign('(')) {
                depths.push_back(expecting ? place::list : place::elsewhere);
                continue;
            }
            if (now.is_sign(')')) {
                if (depths.size() > 1)
                    depths.pop_back();
                expecting = false;
            } else if (now.is_sign(',')) {
                expecting = depths.back() == place::list;
            } else if (now.is("FROM")) {
                expecting = at == 0 || !token(at - 1).is("DISTINCT");
                depths.back() = expecting ? place::list : depths.back();
            } else if (now.is("JOIN") || now.is("INTO") ||
                       (now.is("IN") && !token(at + 1).is_sign('('))) {
                expecting = true;
            } else if (now.is("UPDATE")) {
                expecting = !token(at + 1).is("SET");  // ON CONFLICT DO UPDATE SET
                at += expecting && token(at + 1).is("OR") ? 2U : 0U;
            } else if (ends_list(now)) {
                depths.back() = place::elsewhere;
                expecting = false;
            } else if (expecting) {
                at = note(at);
                expecting = false;
            }
        }
    }
    static bool ends_list(sql_token const& now) {
        for (std::string_view const word :
             {"SELECT", "VALUES", "WITH", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "WINDOW",
              "UNION", "INTERSECT", "EXCEPT", "RETURNING", "SET"})
            if (now.is(word))
                return true;
        return false;
    }

    // Returns where the name ends.
    std::size_t note(std::size_t at) {
        if (!is_name(at))
            return at;
        bool const inserts = at > 0 && token(at - 1).is("INTO");
        bool const qualified = token(at + 1).is_sign('.');
        at += qualified ? 2 : 0;
        std::string name = name_in(token(at));
        bool const function = token(at + 1).is_sign('(') && !inserts;
        bool known = function || same_name(std::string_view(name).substr(0, 6), "lithe_") ||
                     same_name(std::string_view(name).substr(0, 7), "sqlite_");
        if (!qualified)
            for (std::string const& expression : expressions_)
                known = known || same_name(expression, name);
        for (std::string const& earlier : found_)
            known = known || same_name(earlier, name);
        if (!known)
            found_.push_back(std::move(name));
        return at;
    }

    std::vector<sql_token> tokens_{};
    std::vector<std::string> expressions_{};
    std::vector<std::string> found_{};
};

/// The names of the tables and views in a statement, each once.
template <class Text>
std::vector<std::string> tables_in(Text const& text) {
    return table_names<Text>(text).take();
}

}  // namespace lithe::inline v0::detail
