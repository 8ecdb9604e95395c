#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Searching full-text tables: match<S>(fts::all_words(typed)), fts::bm25, fts::rank,
// fts::highlight, fts::snippet. What somebody typed is quoted: `C++`, `"`, `a-b`, `foo AND` and `*`
// are syntax errors in FTS5's own language, which fts::raw() takes.
// https://www.sqlite.org/fts5.html#full_text_query_syntax

#include <lithe/expression/function.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace fts {

/// A full-text query: made of somebody's text by all_words, any_word, phrase, prefix, or of FTS5's
/// language by raw; joined with && and ||.
class query {
public:
    explicit query(std::string text) : text_(std::move(text)) {}
    [[nodiscard]] std::string const& text() const { return text_; }

    /// Rows that both find; a query of no words finds none.
    friend query operator&&(query const& left, query const& right) {
        return joined(left, " AND ", right);
    }
    /// Rows that one of them finds.
    friend query operator||(query const& left, query const& right) {
        return joined(left, " OR ", right);
    }

private:
    // `""` is a phrase of no words; empty brackets would be a syntax error.
    static query joined(query const& left, std::string_view words, query const& right) {
        std::string text = "(" + (left.text_.empty() ? R"("")" : left.text_) + ")";
        text += words;
        text += "(" + (right.text_.empty() ? R"("")" : right.text_) + ")";
        return query(std::move(text));
    }
    std::string text_;
};

}  // namespace fts

namespace detail {

// FTS5 ends a query at a NUL.
constexpr bool is_query_blank(char letter) {
    return letter == ' ' || letter == '\0' || (letter >= '\t' && letter <= '\r');
}

inline void append_quoted(std::string& out, std::string_view text) {
    out += '"';
    for (char const letter : text) {
        if (letter == '"')
            out += '"';
        out += letter == '\0' ? ' ' : letter;
    }
    out += '"';
}

inline fts::query quoted_words(std::string_view text, std::string_view between,
                               std::string_view behind) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && !is_query_blank(text[end]))
            ++end;
        if (end > at) {
            if (!out.empty())
                out += between;
            append_quoted(out, text.substr(at, end - at));
        }
        at = end + 1;
    }
    if (out.empty())
        return fts::query(R"("")");  // a phrase of no words; an empty text is a syntax error
    out += behind;
    return fts::query(std::move(out));
}

/// The hidden column of a full-text table that has the table's name.
template <class Entity>
struct fts_table : expression_tag {
    using entity = Entity;
    using source = table_source<Entity>;
    using children = type_list<>;
    using value_type = std::string;
    static constexpr precedence rank = precedence::primary;
    static constexpr unsigned inside = cursor_inside;

    template <class Nullable>
    static consteval bool may_be_null() {
        return contains<source, Nullable>;
    }
    static constexpr void write(sql_writer& out) {
        if (out.qualified) {
            source::write_name(out);
            out.put('.');
        }
        source::write_name(out);
    }
};

template <class Entity>
consteval void require_full_text() {
    constexpr bool full_text = entity_names<Entity>::is_full_text();
    static_assert(full_text,
                  "lithe: match(): this struct is no FTS5 table; describe it by fts5(), or use "
                  "like() or contains()");
}

struct full_text_match : comparison_shape<full_text_match, precedence::equality> {
    static constexpr std::string_view words = " MATCH ";
};

struct bm25_shape : call_shape<bm25_shape> {
    static constexpr std::string_view name = "bm25";
    template <class...>
    using value = double;
};

template <class>
using weight_parameter = parameter<double>;

/// `name(table, column, …)`; FTS5 counts columns without the key.
template <class Shape, auto Member>
struct fts_text_shape : shape_base {
    static constexpr null_rule nulls =
        is_optional<field_of<Member>> ? null_rule::always : null_rule::any_operand;
    template <class...>
    using value = std::string;
    static constexpr void open(sql_writer& out) {
        out.text(Shape::name);
        out.put('(');
    }
    static constexpr void separate(sql_writer& out, std::size_t index) {
        out.text(", ");
        if (index == 1) {
            out.integer_literal(entity_names<owner_of<Member>>::template fts_column<Member>());
            out.text(", ");
        }
    }
    static constexpr void close(sql_writer& out) { out.put(')'); }
};
struct highlight_name {
    static constexpr std::string_view name = "highlight";
};
struct snippet_name {
    static constexpr std::string_view name = "snippet";
};

/// The hidden column `rank`.
template <class Entity>
struct fts_rank : postfix_functions<fts_rank<Entity>> {
    using children = type_list<fts_table<Entity>>;
    using value_type = double;
    static constexpr precedence rank = precedence::primary;

    template <class Nullable>
    static consteval bool may_be_null() {
        return contains<table_source<Entity>, Nullable>;
    }
    static constexpr void write(sql_writer& out) {
        table_source<Entity>::write_name(out);
        out.text(".\"rank\"");
    }
};

}  // namespace detail

namespace fts {

/// Rows with every word of `text`, in any order and place; no rows when it has none.
inline query all_words(std::string_view text) {
    return detail::quoted_words(text, " ", "");
}
/// Rows with one word of `text` at least.
inline query any_word(std::string_view text) {
    return detail::quoted_words(text, " OR ", "");
}
/// Rows with the words of `text` one behind the other.
inline query phrase(std::string_view text) {
    std::string out;
    detail::append_quoted(out, text);
    return query(std::move(out));
}
/// As all_words, but the last word need only begin so: for searching while somebody types.
inline query prefix(std::string_view text) {
    return detail::quoted_words(text, " ", " *");
}
/// A query in FTS5's own language. Errors: lithe::error when its syntax is wrong.
inline query raw(std::string_view text) {
    return query(std::string(text));
}

/// How well a row suits the query, the better the less: `order_by(fts::rank<S>)`.
/// Cost: without weights less than bm25(), because FTS5 sorts by it itself.
template <class Entity>
    requires(detail::require_full_text<Entity>(), true)
inline constexpr detail::fts_rank<Entity> rank{};

/// The same with a weight for each column, in order; those that are not given weigh 1.
template <class Entity, class... Weights>
    requires(std::is_arithmetic_v<Weights> && ...)
constexpr auto bm25(Weights... weights) {
    detail::require_full_text<Entity>();
    return operation<detail::bm25_shape, detail::fts_table<Entity>,
                     detail::weight_parameter<Weights>...>(
        detail::fts_table<Entity>{}, parameter<double>(static_cast<double>(weights))...);
}

/// The column's text, what was found between `before` and `after`.
template <auto Member>
auto highlight(std::string_view before, std::string_view after) {
    detail::require_full_text<detail::owner_of<Member>>();
    using text = parameter<std::string>;
    using shape = detail::fts_text_shape<detail::highlight_name, Member>;
    return operation<shape, detail::fts_table<detail::owner_of<Member>>, text, text>(
        {}, text(std::string(before)), text(std::string(after)));
}

/// A piece of at most `tokens` words (1 to 64) around what was found; `gap` stands for what is left
/// out.
template <auto Member>
auto snippet(std::string_view before, std::string_view after, std::string_view gap, int tokens) {
    detail::require_full_text<detail::owner_of<Member>>();
    using text = parameter<std::string>;
    using shape = detail::fts_text_shape<detail::snippet_name, Member>;
    return operation<shape, detail::fts_table<detail::owner_of<Member>>, text, text, text,
                     parameter<std::int64_t>>({}, text(std::string(before)),
                                              text(std::string(after)), text(std::string(gap)),
                                              parameter<std::int64_t>(tokens));
}

}  // namespace fts

/// The rows of the full-text table that `query` finds in any column.
template <class Entity>
auto match(fts::query const& query) {
    detail::require_full_text<Entity>();
    using text = parameter<std::string>;
    return operation<detail::full_text_match, detail::fts_table<Entity>, text>(
        detail::fts_table<Entity>{}, text(query.text()));
}
/// The same in one column.
template <auto Member>
auto match(fts::query const& query) {
    detail::require_full_text<detail::owner_of<Member>>();
    using text = parameter<std::string>;
    return operation<detail::full_text_match, column<Member>, text>(column<Member>{},
                                                                    text(query.text()));
}

}  // namespace lithe::inline v0
