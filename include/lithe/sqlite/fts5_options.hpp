#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The options of a full-text table as its CREATE says them. FTS5 keeps those that it was made with:
// a descriptor with another tokenizer would search for words that the index does not have.
// https://www.sqlite.org/fts5.html#fts5_table_creation_and_initialization

#include <lithe/statement/sql_scan.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lithe::inline v0::detail {

/// A name or a text without its quotes.
inline std::string unquoted_token(sql_token const& token) {
    if (token.kind != token_kind::quoted && token.kind != token_kind::text)
        return std::string(token.text);
    char const quote = token.text[0];
    std::string bare;
    for (std::size_t at = 1; at + 1 < token.text.size(); ++at) {
        bare += token.text[at];
        if (token.text[at] == quote)
            ++at;  // doubled
    }
    return bare;
}

/// Words in lower case with one blank between them, whatever was.
inline std::string plain_words(std::string_view text, bool commas) {
    std::string words;
    bool apart = false;
    for (char const letter : text) {
        if (letter == ' ' || letter == '\t' || letter == '\n' || (commas && letter == ',')) {
            apart = !words.empty();
            continue;
        }
        if (apart)
            words += ' ';
        apart = false;
        words += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
    }
    return words;
}

/// What a CREATE VIRTUAL TABLE … USING fts5(…) says beside the columns' names.
struct fts5_options {
    bool fts5 = false;
    std::string tokenize = "unicode61";
    std::string prefix{};
    std::string content = "its own";
    std::string content_rowid = "rowid";
    std::string detail = "full";
    std::string unindexed{};

    explicit fts5_options(std::string_view sql) {
        sql_tokens tokens(sql);
        sql_token token = tokens.next();
        while (token.kind != token_kind::end && !token.is("USING"))
            token = tokens.next();
        token = tokens.next();
        fts5 = plain_words(unquoted_token(token), false) == "fts5";
        token = tokens.next();  // the bracket
        while (token.kind != token_kind::end && token.kind != token_kind::broken)
            token = read_argument(tokens);
    }

private:
    // Returns the comma or bracket behind it.
    sql_token read_argument(sql_tokens& tokens) {
        sql_token const name = tokens.next();
        sql_token token = tokens.next();
        if (token.is_sign('=')) {
            std::string value;
            for (token = tokens.next(); !ends(token); token = tokens.next())
                value += unquoted_token(token);
            keep(plain_words(unquoted_token(name), false), value);
        } else {
            for (; !ends(token); token = tokens.next())
                if (token.is("UNINDEXED"))
                    unindexed += plain_words(unquoted_token(name), false) + ' ';
        }
        return token.is_sign(',') ? token : sql_token{};
    }
    static bool ends(sql_token const& token) {
        return token.is_sign(',') || token.is_sign(')') || token.kind == token_kind::end ||
               token.kind == token_kind::broken;
    }
    void keep(std::string const& name, std::string const& value) {
        if (name == "tokenize" || name == "tokenizer")
            tokenize = plain_words(value, false);
        else if (name == "prefix")
            prefix = plain_words(prefix + ' ' + value, true);
        else if (name == "content")
            content = value.empty() ? "none" : "that of " + plain_words(value, false);
        else if (name == "content_rowid")
            content_rowid = plain_words(value, false);
        else if (name == "detail")
            detail = plain_words(value, false);
    }
};

/// Adds a sentence for each option that is another: of `table`, whose text is `found`.
inline void compare_fts5_options(std::string_view table, std::string_view found,
                                 std::string_view wanted, std::vector<std::string>& mismatches) {
    fts5_options const there(found);
    fts5_options const here(wanted);
    std::string const place(table);
    if (!there.fts5) {
        mismatches.push_back(place + ": is no FTS5 table");
        return;
    }
    auto const compare = [&](std::string_view option, std::string const& is,
                             std::string const& expected) {
        if (is != expected)
            mismatches.push_back(place + ": " + std::string(option) + " is '" + is +
                                 "', expected '" + expected + "'");
    };
    compare("tokenize", there.tokenize, here.tokenize);
    compare("prefix", there.prefix, here.prefix);
    compare("content", there.content, here.content);
    if (there.content == here.content)
        compare("content_rowid", there.content_rowid, here.content_rowid);
    compare("detail", there.detail, here.detail);
    compare("UNINDEXED", there.unindexed, here.unindexed);
}

}  // namespace lithe::inline v0::detail
