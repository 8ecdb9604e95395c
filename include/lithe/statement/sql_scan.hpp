#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a text of SQL says about itself, before SQLite sees it: how many parameters it has, whether
// it reads or writes, and whether it may be run as a statement at all. Its tokens are SQLite's, so
// that a `?` in a text, a comment or a quoted name is none. https://www.sqlite.org/lang_expr.html

#include <cstddef>
#include <string_view>

namespace lithe::inline v0::detail {

enum class token_kind : unsigned char { end, word, quoted, text, parameter, number, sign, broken };

struct sql_token {
    token_kind kind = token_kind::end;
    std::string_view text{};  ///< as written, with its quotes

    /// Whether it is the keyword `upper`, in any case.
    [[nodiscard]] constexpr bool is(std::string_view upper) const {
        if (kind != token_kind::word || text.size() != upper.size())
            return false;
        for (std::size_t at = 0; at < upper.size(); ++at) {
            char const letter = text[at];
            if ((letter >= 'a' && letter <= 'z' ? letter - 32 : letter) != upper[at])
                return false;
        }
        return true;
    }
    [[nodiscard]] constexpr bool is_sign(char letter) const {
        return kind == token_kind::sign && text[0] == letter;
    }
};

/// The tokens of a text one by one; blanks and comments are none.
class sql_tokens {
public:
    constexpr explicit sql_tokens(std::string_view text) : rest_(text) {}

    constexpr sql_token next() {
        skip_blanks();
        if (rest_.empty())
            return {};
        char const first = rest_[0];
        switch (first) {
            case '\'':
                return take_quoted('\'', token_kind::text);
            case '"':
            case '`':
                return take_quoted(first, token_kind::quoted);
            case '[':
                return take_bracketed();
            case '?':
                return take_while(1, token_kind::parameter, is_digit_letter);
            case ':':
            case '@':
            case '$':
                return take_parameter();
            case '#':
            case '\0':
                return take(rest_.size(), token_kind::broken);
            default:
                if (is_digit_letter(first))
                    return take_while(1, token_kind::number, is_name_letter);
                if (is_name_letter(first))
                    return take_while(1, token_kind::word, is_name_letter);
                return take(1, token_kind::sign);
        }
    }

private:
    static constexpr bool is_digit_letter(char letter) { return letter >= '0' && letter <= '9'; }
    static constexpr bool is_name_letter(char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               is_digit_letter(letter) || letter == '_' || letter == '$' ||
               static_cast<unsigned char>(letter) >= 0x80U;
    }
    static constexpr bool is_blank(char letter) {
        return letter == ' ' || (letter >= '\t' && letter <= '\r' && letter != '\v');
    }

    constexpr void skip_to(std::string_view end, std::size_t behind) {
        std::size_t const at = rest_.find(end, behind);
        rest_.remove_prefix(at == rest_.npos ? rest_.size() : at + end.size());
    }
    constexpr void skip_blanks() {
        while (!rest_.empty()) {
            if (is_blank(rest_[0])) {
                rest_.remove_prefix(1);
            } else if (rest_.starts_with("--")) {
                skip_to("\n", 2);
            } else if (rest_.starts_with("/*")) {
                skip_to("*/", 2);
            } else {
                return;
            }
        }
    }

    constexpr sql_token take(std::size_t size, token_kind kind) {
        sql_token const token{kind, rest_.substr(0, size)};
        rest_.remove_prefix(size);
        return token;
    }
    constexpr sql_token take_while(std::size_t size, token_kind kind, bool (*belongs)(char)) {
        while (size < rest_.size() && belongs(rest_[size]))
            ++size;
        return take(size, kind);
    }
    constexpr sql_token take_quoted(char quote, token_kind kind) {
        for (std::size_t at = 1; at < rest_.size(); ++at) {
            if (rest_[at] != quote)
                continue;
            if (at + 1 == rest_.size() || rest_[at + 1] != quote)
                return take(at + 1, kind);
            ++at;
        }
        return take(rest_.size(), token_kind::broken);
    }
    constexpr sql_token take_bracketed() {
        std::size_t const end = rest_.find(']');
        return end == rest_.npos ? take(rest_.size(), token_kind::broken)
                                 : take(end + 1, token_kind::quoted);
    }
    // With `::` and one `(…)` in it, as SQLite takes the names of Tcl.
    constexpr sql_token take_parameter() {
        std::size_t size = 1;
        bool named = false;
        for (; size < rest_.size(); ++size) {
            if (is_name_letter(rest_[size])) {
                named = true;
            } else if (rest_.substr(size).starts_with("::")) {
                ++size;
            } else if (rest_[size] == '(' && named) {
                while (size < rest_.size() && !is_blank(rest_[size]) && rest_[size] != ')')
                    ++size;
                named = size < rest_.size() && rest_[size] == ')';
                size += named ? 1 : 0;
                break;
            } else {
                break;
            }
        }
        return take(size, named ? token_kind::parameter : token_kind::broken);
    }

    std::string_view rest_;
};

/// Why a text cannot be run as one statement of a program.
enum class sql_fault : unsigned char { none, empty, broken, several, control, setting, unknown };

struct sql_scan {
    sql_fault fault = sql_fault::none;
    bool writes = false;
    bool changes_rows = false;  ///< INSERT, UPDATE or DELETE, which SQLite counts
    bool returns_rows = true;   ///< may it?
    int parameters = 0;         ///< the highest number, as sqlite3_bind_parameter_count
};

/// Counts as SQLite numbers: `?` is one more than the highest before it, `?N` is N, a name is one
/// more where it stands first.
/// Precondition: `names` has room for all names in the text.
class parameter_counter {
public:
    constexpr explicit parameter_counter(std::string_view* names) : names_(names) {}

    constexpr void note(std::string_view parameter) {
        if (parameter[0] != '?') {
            for (std::size_t at = 0; at < known_; ++at)
                if (names_[at] == parameter)
                    return;
            names_[known_++] = parameter;
            ++count_;
        } else if (parameter.size() == 1) {
            ++count_;
        } else {
            int number = 0;
            for (char const digit : parameter.substr(1))
                number = number < 100'000 ? number * 10 + (digit - '0') : number;
            count_ = number > count_ ? number : count_;
        }
    }
    [[nodiscard]] constexpr int count() const { return count_; }

private:
    std::string_view* names_;
    std::size_t known_ = 0;
    int count_ = 0;
};

/// Leaves the tokens behind the bracket that closes the one just taken.
constexpr void skip_brackets(sql_tokens& tokens) {
    for (int depth = 1; depth > 0;) {
        sql_token const token = tokens.next();
        if (token.kind == token_kind::end || token.kind == token_kind::broken)
            return;
        depth += token.is_sign('(') ? 1 : token.is_sign(')') ? -1 : 0;
    }
}

/// `WITH a(x) AS NOT MATERIALIZED (…), b AS (…) SELECT`: the word behind the last bracket.
constexpr sql_token skip_with(sql_tokens& tokens) {
    for (sql_token token = tokens.next(); token.kind != token_kind::end; token = tokens.next()) {
        while (token.kind != token_kind::end && !token.is("AS"))
            token = tokens.next();
        while (token.kind != token_kind::end && !token.is_sign('('))
            token = tokens.next();
        skip_brackets(tokens);
        if (token = tokens.next(); !token.is_sign(','))
            return token;
    }
    return {};
}

/// A PRAGMA that only tells: `PRAGMA user_version`, `PRAGMA table_info(users)`.
constexpr bool only_tells(sql_tokens tokens) {
    sql_token name = tokens.next();
    sql_token after = tokens.next();
    if (after.is_sign('.')) {
        name = tokens.next();
        after = tokens.next();
    }
    for (std::string_view const act :
         {"OPTIMIZE", "INCREMENTAL_VACUUM", "WAL_CHECKPOINT", "SHRINK_MEMORY"})
        if (name.is(act))
            return false;
    if (!after.is_sign('('))
        return after.kind == token_kind::end || after.is_sign(';');
    for (std::string_view const list :
         {"TABLE_INFO", "TABLE_XINFO", "TABLE_LIST", "INDEX_LIST", "INDEX_INFO", "INDEX_XINFO",
          "FOREIGN_KEY_LIST", "FOREIGN_KEY_CHECK", "INTEGRITY_CHECK", "QUICK_CHECK"})
        if (name.is(list))
            return true;
    return false;
}

/// Fault, writes and returns_rows by the statement's first words.
constexpr sql_scan classify_sql(std::string_view text) {
    sql_tokens tokens(text);
    sql_token verb = tokens.next();
    bool const explains = verb.is("EXPLAIN");
    if (explains && (verb = tokens.next()).is("QUERY")) {
        tokens.next();
        verb = tokens.next();
    }
    if (verb.is("WITH"))
        verb = skip_with(tokens);
    if (verb.kind == token_kind::end || verb.is_sign(';'))
        return {.fault = sql_fault::empty};
    if (verb.is("SELECT") || verb.is("VALUES"))
        return {};
    if (verb.is("PRAGMA"))
        return {.fault = only_tells(tokens) ? sql_fault::none : sql_fault::setting};
    for (std::string_view const change : {"INSERT", "REPLACE", "UPDATE", "DELETE"})
        if (verb.is(change))
            return {.writes = true, .changes_rows = !explains, .returns_rows = explains};
    for (std::string_view const change : {"CREATE", "DROP", "ALTER", "ANALYZE", "REINDEX"})
        if (verb.is(change))
            return {.writes = true, .returns_rows = explains};
    for (std::string_view const control : {"BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT",
                                           "RELEASE", "ATTACH", "DETACH", "VACUUM"})
        if (verb.is(control))
            return {.fault = sql_fault::control};
    return {.fault = sql_fault::unknown};
}

/// All of a text's facts. `names` has room for as many names as half the text's characters.
constexpr sql_scan scan_sql(std::string_view text, std::string_view* names) {
    sql_scan found = classify_sql(text);
    parameter_counter counter(names);
    sql_tokens tokens(text);
    sql_token before{};
    bool in_trigger = false;  // its statements end with `;` too, until `; END`
    bool ended = false;
    for (int at = 0;; ++at) {
        sql_token const token = tokens.next();
        if (token.kind == token_kind::end)
            break;
        if (token.kind == token_kind::broken)
            found.fault = sql_fault::broken;
        if (token.kind == token_kind::parameter)
            counter.note(token.text);
        if (token.is("RETURNING"))
            found.returns_rows = true;
        if (token.is("TRIGGER") && at < 3)
            in_trigger = true;
        if (before.is_sign(';') && token.is("END"))
            in_trigger = false;
        if (ended && !token.is_sign(';') && found.fault == sql_fault::none)
            found.fault = sql_fault::several;
        ended = ended || (token.is_sign(';') && !in_trigger);
        before = token;
    }
    found.parameters = counter.count();
    return found;
}

}  // namespace lithe::inline v0::detail
