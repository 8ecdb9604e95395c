#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What SQLite reads out of JSON: json_extract<Type, "$.path">(document), json_at (->), json_value
// (->>), json_type, json_valid, json_array_length. A document is TEXT, or a type stored as TEXT; a
// path is a constant, so that an index of the same expression is used.
// https://www.sqlite.org/json1.html

#include <lithe/expression/function.hpp>
#include <lithe/meta/fixed_string.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace lithe::inline v0 {
namespace detail {

/// Reads a path: `$`, then .name, ."name", [3] and [#-1], as many as one likes. By index: GCC
/// cannot look for a character of a template argument in a constant expression that it also
/// sanitizes.
class json_path_reader {
public:
    constexpr explicit json_path_reader(std::string_view path) : path_(path) {}

    constexpr bool read() {
        bool good = take('$');
        while (good && at_ < path_.size())
            good = take('.') ? read_label() : take('[') && read_index();
        return good;
    }

private:
    [[nodiscard]] constexpr bool is(char letter) const {
        return at_ < path_.size() && path_[at_] == letter;
    }
    constexpr bool take(char letter) {
        bool const found = is(letter);
        at_ += found ? 1U : 0U;
        return found;
    }
    constexpr bool read_label() {
        bool const quoted = take('"');
        std::size_t const start = at_;
        while (at_ < path_.size() && !(quoted ? is('"') : is('.') || is('[')))
            ++at_;
        return quoted ? take('"') : at_ > start;
    }
    constexpr bool read_index() {
        bool const from_end = take('#');
        bool const number = !from_end || take('-');
        std::size_t const start = at_;
        while (at_ < path_.size() && path_[at_] >= '0' && path_[at_] <= '9')
            ++at_;
        return (at_ > start) == number && take(']');
    }

    std::string_view path_;
    std::size_t at_ = 0;
};
constexpr bool is_json_path(std::string_view path) {
    return json_path_reader(path).read();
}

template <fixed_string... Paths>
consteval void require_json_paths() {
    constexpr bool paths = (is_json_path(Paths.view()) && ...);
    static_assert(paths,
                  "lithe: json_extract(): this is no JSON path; begin with $, as $.name, $.list[0] "
                  "and $[#-1]");
}

template <class Node>
inline constexpr bool is_json_document = is_text<storage_t<typename Node::value_type>>;

template <class Node>
consteval void require_json_document() {
    constexpr bool document = is_json_document<Node>;
    static_assert(document,
                  "lithe: json_extract(): the document is not TEXT; give a text or a JSON column");
}

template <class Result>
consteval bool require_json_result() {
    constexpr bool known =
        !is_view<Result> && !has_value_traits<Result> && (is_number<Result> || is_text<Result>);
    static_assert(known,
                  "lithe: json_extract(): JSON gives numbers, bool and texts; name an integer, "
                  "double, bool or std::string");
    return known;
}

template <class Result, fixed_string Path>
struct json_extract_shape : shape_base {
    static constexpr null_rule nulls = null_rule::always;
    template <class...>
    using value = Result;
    static constexpr void open(sql_writer& out) { out.text("json_extract("); }
    static constexpr void close(sql_writer& out) {
        out.text(", ");
        out.string_literal(Path.view());
        out.put(')');
    }
};

/// `->`, JSON as text, and `->>`, a value.
template <class Result, bool Json, fixed_string Path>
struct json_arrow_shape : shape_base {
    static constexpr precedence rank = precedence::concat;
    static constexpr null_rule nulls = null_rule::always;
    template <class...>
    using value = Result;
    static constexpr void close(sql_writer& out) {
        out.text(Json ? " -> " : " ->> ");
        out.string_literal(Path.view());
    }
};

enum class json_question : unsigned char { valid, type, array_length, json };
inline constexpr std::string_view json_questions[] = {"json_valid", "json_type",
                                                      "json_array_length", "json"};

template <json_question Question, class Result, fixed_string Path = "">
struct json_question_shape : shape_base {
    // Where a path leads nowhere, it is NULL.
    static constexpr null_rule nulls = Path.size() > 0 ? null_rule::always : null_rule::any_operand;
    template <class...>
    using value = Result;
    static constexpr void open(sql_writer& out) {
        out.text(json_questions[static_cast<std::size_t>(Question)]);
        out.put('(');
    }
    static constexpr void close(sql_writer& out) {
        if constexpr (Path.size() > 0) {
            out.text(", ");
            out.string_literal(Path.view());
        }
        out.put(')');
    }
};

}  // namespace detail

/// The value at `Path`, NULL where there is none or it is JSON's null. A `Result` of another type
/// than the document has there is a conversion_error when it is read; of objects and arrays, and
/// with std::string, it is their JSON. Errors: json_error of a document that is no JSON.
template <class Result, fixed_string Path, expression Node>
constexpr auto json_extract(Node const& document) {
    detail::require_json_document<Node>();
    detail::require_json_paths<Path>();
    if constexpr (detail::require_json_result<Result>()) {
        return operation<detail::json_extract_shape<Result, Path>, Node>(document);
    } else {
        return column<nullptr>{};
    }
}
/// SQLite's `->`: what is at `Path`, or under the label `Path`, as the text of its JSON.
template <fixed_string Path, expression Node>
constexpr auto json_at(Node const& document) {
    detail::require_json_document<Node>();
    return operation<detail::json_arrow_shape<std::string, true, Path>, Node>(document);
}
/// SQLite's `->>`: json_extract, of a path or a label.
template <class Result, fixed_string Path, expression Node>
constexpr auto json_value(Node const& document) {
    detail::require_json_document<Node>();
    if constexpr (detail::require_json_result<Result>()) {
        return operation<detail::json_arrow_shape<Result, false, Path>, Node>(document);
    } else {
        return column<nullptr>{};
    }
}
/// Whether the text is JSON.
template <expression Node>
constexpr auto json_valid(Node const& document) {
    detail::require_json_document<Node>();
    return operation<detail::json_question_shape<detail::json_question::valid, bool>, Node>(
        document);
}
/// null, true, false, integer, real, text, array or object.
template <expression Node>
constexpr auto json_type(Node const& document) {
    detail::require_json_document<Node>();
    return operation<detail::json_question_shape<detail::json_question::type, std::string>, Node>(
        document);
}
/// Of what is at `Path`; NULL where nothing is.
template <fixed_string Path, expression Node>
constexpr auto json_type(Node const& document) {
    detail::require_json_document<Node>();
    detail::require_json_paths<Path>();
    return operation<detail::json_question_shape<detail::json_question::type, std::string, Path>,
                     Node>(document);
}
/// The number of elements, 0 of what is no array.
template <expression Node>
constexpr auto json_array_length(Node const& document) {
    detail::require_json_document<Node>();
    return operation<detail::json_question_shape<detail::json_question::array_length, std::int64_t>,
                     Node>(document);
}
/// Of the array at `Path`; NULL where nothing is.
template <fixed_string Path, expression Node>
constexpr auto json_array_length(Node const& document) {
    detail::require_json_document<Node>();
    detail::require_json_paths<Path>();
    return operation<
        detail::json_question_shape<detail::json_question::array_length, std::int64_t, Path>, Node>(
        document);
}
/// SQLite's json(): the document without blanks, and JSON, not a text, where it goes into a
/// document.
template <expression Node>
constexpr auto json_(Node const& document) {
    detail::require_json_document<Node>();
    return operation<detail::json_question_shape<detail::json_question::json, std::string>, Node>(
        document);
}

}  // namespace lithe::inline v0
