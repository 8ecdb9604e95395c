#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// SQLite's tokens, and the one form in which two texts of SQL are compared: comments dropped, words
// in lower case, names without quotes, no brackets around the whole.
// Source: https://www.sqlite.org/lang.html

#include <lithe/migrations/text.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace lithe::inline v0::migrations::detail {

enum class token_kind : unsigned char { end, word, name, string, number, symbol };

struct token {
    token_kind kind = token_kind::end;
    std::string_view words{};  // as written, with its quotes

    [[nodiscard]] constexpr bool is(std::string_view keyword) const {
        return (kind == token_kind::word || kind == token_kind::symbol) &&
               same_name(words, keyword);
    }
};

constexpr bool is_space(char letter) {
    return letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r' || letter == '\f';
}
constexpr bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}
constexpr bool is_word(char letter) {
    char const lowered = lower(letter);
    return (lowered >= 'a' && lowered <= 'z') || is_digit(letter) || letter == '_' ||
           letter == '$' || static_cast<unsigned char>(letter) > 127;
}

class token_reader {
public:
    constexpr explicit token_reader(std::string_view sql) : sql_(sql) {}

    constexpr token next() {
        skip_blank();
        std::size_t const begin = at_;
        if (at_ == sql_.size())
            return {};
        char const first = sql_[at_];
        token_kind kind = token_kind::symbol;
        if (first == '\'' || first == '"' || first == '`' || first == '[') {
            kind = first == '\'' ? token_kind::string : token_kind::name;
            skip_quoted(first == '[' ? ']' : first);
        } else if ((first == 'x' || first == 'X') && peek(1) == '\'') {
            kind = token_kind::string;
            ++at_;
            skip_quoted('\'');
        } else if (is_digit(first) || (first == '.' && is_digit(peek(1)))) {
            kind = token_kind::number;
            skip_number();
        } else if (is_word(first)) {
            kind = token_kind::word;
            while (is_word(peek(0)))
                ++at_;
        } else {
            skip_symbol(first);
        }
        return {kind, sql_.substr(begin, at_ - begin)};
    }

private:
    [[nodiscard]] constexpr char peek(std::size_t ahead) const {
        return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0';
    }
    constexpr void skip_blank() {
        for (;;) {
            if (is_space(peek(0))) {
                ++at_;
            } else if (peek(0) == '-' && peek(1) == '-') {
                while (at_ < sql_.size() && sql_[at_] != '\n')
                    ++at_;
            } else if (peek(0) == '/' && peek(1) == '*') {
                at_ += 2;
                while (at_ < sql_.size() && !(peek(0) == '*' && peek(1) == '/'))
                    ++at_;
                at_ = at_ + 2 < sql_.size() ? at_ + 2 : sql_.size();
            } else {
                return;
            }
        }
    }
    constexpr void skip_quoted(char quote) {
        for (++at_; at_ < sql_.size(); ++at_) {
            if (sql_[at_] != quote)
                continue;
            if (quote != ']' && peek(1) == quote) {
                ++at_;
                continue;
            }
            ++at_;
            return;
        }
    }
    constexpr void skip_number() {
        bool const hex = peek(0) == '0' && lower(peek(1)) == 'x';
        while (is_word(peek(0)) || peek(0) == '.') {
            bool const exponent = !hex && lower(peek(0)) == 'e';
            ++at_;
            if (exponent && (peek(0) == '+' || peek(0) == '-'))
                ++at_;
        }
    }
    constexpr void skip_symbol(char first) {
        constexpr std::string_view pairs[] = {"||", "<=", ">=", "<>", "!=", "==", "<<", ">>", "->"};
        ++at_;
        for (std::string_view const pair : pairs) {
            if (first == pair[0] && peek(0) == pair[1]) {
                ++at_;
                if (pair == "->" && peek(0) == '>')
                    ++at_;
                return;
            }
        }
    }

    std::string_view sql_;
    std::size_t at_ = 0;
};

/// All tokens of a text, without the end.
constexpr std::vector<token> tokens_of(std::string_view sql) {
    std::vector<token> list;
    token_reader read(sql);
    for (token one = read.next(); one.kind != token_kind::end; one = read.next())
        list.push_back(one);
    return list;
}

/// A name without its quotes.
constexpr text unquoted(token const& one) {
    if (one.kind != token_kind::name && one.kind != token_kind::string)
        return text(one.words);
    text name;
    char const quote = one.words.front();
    bool const doubles = quote != '[';
    for (std::size_t at = 1; at + 1 < one.words.size(); ++at) {
        name += one.words[at];
        if (doubles && one.words[at] == quote)
            ++at;
    }
    return name;
}

/// The text that a name in double quotes is where no name can stand.
constexpr text as_string(token const& one) {
    text out("'");
    text const words = unquoted(one);
    for (char const letter : words.view()) {
        out += letter;
        if (letter == '\'')
            out += letter;
    }
    out += '\'';
    return out;
}

constexpr void put_canonical(text& out, token const& one) {
    if (one.kind == token_kind::word || one.kind == token_kind::name) {
        text const name = unquoted(one);
        for (char const letter : name.view())
            out += lower(letter);
    } else if (one.words == "<>") {
        out += "!=";
    } else if (one.words == "==") {
        out += "=";
    } else {
        out += one.words;
    }
}

// Whether one pair of brackets is around all of it.
constexpr bool is_bracketed(std::vector<token> const& list, std::size_t begin, std::size_t end) {
    if (end - begin < 2 || !list[begin].is("(") || !list[end - 1].is(")"))
        return false;
    int depth = 0;
    for (std::size_t at = begin; at < end; ++at) {
        depth += list[at].is("(") ? 1 : list[at].is(")") ? -1 : 0;
        if (depth == 0 && at + 1 < end)
            return false;
    }
    return true;
}

/// The comparable form of an expression or statement.
constexpr text canonical(std::string_view sql) {
    std::vector<token> const list = tokens_of(sql);
    std::size_t begin = 0;
    std::size_t end = list.size();
    while (end > begin && list[end - 1].is(";"))
        --end;
    while (is_bracketed(list, begin, end)) {
        ++begin;
        --end;
    }
    text out;
    for (std::size_t at = begin; at < end; ++at) {
        if (at > begin)
            out += ' ';
        put_canonical(out, list[at]);
    }
    return out;
}

constexpr bool same_sql(std::string_view left, std::string_view right) {
    return left == right || canonical(left) == canonical(right);
}

/// Whether a text of SQL names `name`: as a word or in quotes, but not as a function.
constexpr bool mentions(std::string_view sql, std::string_view name) {
    std::vector<token> const list = tokens_of(sql);
    for (std::size_t at = 0; at < list.size(); ++at) {
        bool const is_name = list[at].kind == token_kind::name || list[at].kind == token_kind::word;
        bool const calls =
            at + 1 < list.size() && list[at + 1].is("(") && list[at].kind == token_kind::word;
        if (is_name && !calls && same_name(unquoted(list[at]), name))
            return true;
    }
    return false;
}

/// An expression of a table without that table's name before its columns: a rebuild makes the table
/// under another one.
constexpr text without_qualifier(std::string_view sql, std::string_view table) {
    text out;
    std::size_t copied = 0;
    std::vector<token> const list = tokens_of(sql);
    for (std::size_t at = 0; at + 1 < list.size(); ++at) {
        bool const is_name = list[at].kind == token_kind::name || list[at].kind == token_kind::word;
        if (!is_name || !list[at + 1].is(".") || !same_name(unquoted(list[at]), table))
            continue;
        auto const begin = static_cast<std::size_t>(list[at].words.data() - sql.data());
        out += sql.substr(copied, begin - copied);
        copied = static_cast<std::size_t>(list[at + 1].words.data() - sql.data()) + 1;
    }
    out += sql.substr(copied);
    return out;
}

/// The same text with a name replaced, as RENAME COLUMN does it within a table's own expressions.
constexpr text with_renamed(std::string_view sql, std::string_view from, std::string_view into) {
    if (!mentions(sql, from))
        return text(sql);
    text out;
    std::vector<token> const list = tokens_of(sql);
    for (std::size_t at = 0; at < list.size(); ++at) {
        token const& one = list[at];
        bool const is_name = one.kind == token_kind::name || one.kind == token_kind::word;
        bool const calls =
            at + 1 < list.size() && list[at + 1].is("(") && one.kind == token_kind::word;
        if (at > 0)
            out += ' ';
        if (is_name && !calls && same_name(unquoted(one), from))
            put_name(out, into);
        else
            out += one.words;
    }
    return out;
}

}  // namespace lithe::inline v0::migrations::detail
