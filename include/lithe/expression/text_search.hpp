#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// contains, starts_with, ends_with: LIKE for a text that somebody typed, its `%`, `_` and `\`
// escaped; and LIKE with an escape character of one's own.
// https://www.sqlite.org/lang_expr.html#the_like_glob_regexp_match_and_extract_operators

#include <lithe/expression/function.hpp>
#include <lithe/expression/predicate.hpp>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

struct like_escaped_text : predicate_shape<like_escaped_text> {
    static constexpr void separate(sql_writer& out, std::size_t) { out.text(" LIKE "); }
    static constexpr void close(sql_writer& out) { out.text(" ESCAPE '\\'"); }
};
struct like_escape_shape : predicate_shape<like_escape_shape> {
    static constexpr void separate(sql_writer& out, std::size_t index) {
        out.text(index > 1 ? " ESCAPE " : " LIKE ");
    }
};

/// `text` as a LIKE pattern that matches it alone, between `before` and `after`.
inline std::string escaped_pattern(std::string_view before, std::string_view text,
                                   std::string_view after) {
    std::string pattern(before);
    for (char const letter : text) {
        // LIKE ends a pattern here: it would match what only begins so, or everything.
        if (letter == '\0')
            throw std::invalid_argument("lithe: contains(): the text has a NUL");
        if (letter == '%' || letter == '_' || letter == '\\')
            pattern += '\\';
        pattern += letter;
    }
    pattern += after;
    return pattern;
}

template <class Node, class Text>
auto make_search(Node const& node, std::string_view before, Text const& text,
                 std::string_view after) {
    using pattern = parameter<std::string>;
    if constexpr (std::is_convertible_v<Text const&, std::string_view>) {
        return operation<like_escaped_text, Node, pattern>(
            node, pattern(escaped_pattern(before, require_text_there(text), after)));
    } else {
        return operation<like_escaped_text, Node, pattern>(node, pattern(std::string()));
    }
}

}  // namespace detail

/// Whether `node` has `text` in it. ASCII letters match in both cases, `%` and `_` only themselves.
/// NULL where `node` is. SQLite's LIKE ends the texts of the column at a NUL character.
/// Errors: std::invalid_argument for a `text` with a NUL; a pattern of more than 50 000 bytes is an
/// error of the statement. Cost: reads every row, a LIKE that begins with `%` uses no index.
template <expression Node, class Text>
auto contains(Node const& node, Text const& text) {
    detail::require_text<Node>();
    detail::require_search_text<Text>();
    return detail::make_search(node, "%", text, "%");
}
/// Whether `node` begins with `text`; as contains().
template <expression Node, class Text>
auto starts_with(Node const& node, Text const& text) {
    detail::require_text<Node>();
    detail::require_search_text<Text>();
    return detail::make_search(node, "", text, "%");
}
/// Whether `node` ends with `text`; as contains().
template <expression Node, class Text>
auto ends_with(Node const& node, Text const& text) {
    detail::require_text<Node>();
    detail::require_search_text<Text>();
    return detail::make_search(node, "%", text, "");
}

/// `node LIKE pattern ESCAPE escape`: a `%` or `_` behind the one character `escape` is itself.
template <expression Node, class Pattern, class Escape>
constexpr auto like(Node const& node, Pattern&& pattern, Escape&& escape) {
    return detail::call_text<detail::like_escape_shape>(node, std::forward<Pattern>(pattern),
                                                        std::forward<Escape>(escape));
}

}  // namespace lithe::inline v0
