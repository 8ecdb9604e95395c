#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// IN, BETWEEN, LIKE, GLOB and the null tests, each as a free function and behind a dot:
// `in(col<&User::id>, ids)` is `col<&User::id>.in(ids)`.

#include <lithe/expression/comparison.hpp>

#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace lithe::inline v0 {
namespace detail {

template <class Shape>
struct predicate_shape : shape_base {
    static constexpr precedence rank = precedence::equality;
    template <class...>
    using value = bool;
};

template <bool Negated>
struct in_list : predicate_shape<in_list<Negated>> {
    static constexpr void separate(sql_writer& out, std::size_t index) {
        out.text(index > 1 ? ", " : Negated ? " NOT IN (" : " IN (");
    }
    static constexpr void close(sql_writer& out) { out.put(')'); }
};

template <bool Negated>
struct in_range : predicate_shape<in_range<Negated>> {
    static constexpr void separate(sql_writer& out, std::size_t) {
        out.text(Negated ? " NOT IN (SELECT value FROM lithe_array("
                         : " IN (SELECT value FROM lithe_array(");
    }
    static constexpr void close(sql_writer& out) { out.text("))"); }
};

template <bool Negated>
struct between_shape : predicate_shape<between_shape<Negated>> {
    static constexpr void separate(sql_writer& out, std::size_t index) {
        out.text(index > 1 ? " AND " : Negated ? " NOT BETWEEN " : " BETWEEN ");
    }
};

struct like_shape : comparison_shape<like_shape, precedence::equality> {
    static constexpr std::string_view words = " LIKE ";
};
struct not_like_shape : comparison_shape<not_like_shape, precedence::equality> {
    static constexpr std::string_view words = " NOT LIKE ";
};
struct glob_shape : comparison_shape<glob_shape, precedence::equality> {
    static constexpr std::string_view words = " GLOB ";
};
struct regexp_shape : comparison_shape<regexp_shape, precedence::equality> {
    static constexpr std::string_view words = " REGEXP ";
};
struct match_shape : comparison_shape<match_shape, precedence::equality> {
    static constexpr std::string_view words = " MATCH ";
};

// An array of C, other than a text, that outlives the expression.
template <class Given>
inline constexpr bool is_array_of_values = false;
template <class Element, std::size_t Size>
inline constexpr bool is_array_of_values<Element (&)[Size]> =
    !std::is_same_v<std::remove_const_t<Element>, char>;

template <class Given>
concept contiguous_values =
    is_array_of_values<Given> || (requires(Given const& range) {
        range.data();
        range.size();
    } && !is_text<std::remove_cvref_t<Given>> && !is_blob<std::remove_cvref_t<Given>> &&
                                  !has_value_traits<std::remove_cvref_t<Given>>);

template <class Range>
using contiguous_element = std::remove_cv_t<
    std::remove_pointer_t<decltype(std::data(std::declval<std::remove_cvref_t<Range> const&>()))>>;
template <class Given>
inline constexpr bool is_range_of_pointers = false;
template <contiguous_values Given>
inline constexpr bool is_range_of_pointers<Given> =
    std::is_same_v<contiguous_element<Given>, char const*> ||
    std::is_same_v<contiguous_element<Given>, char*>;

/// Pointers to characters as texts. Errors: std::invalid_argument for a null one.
template <class Range>
std::vector<std::string> texts_of(Range const& range) {
    std::vector<std::string> texts;
    texts.reserve(std::size(range));
    for (char const* const text : range)
        texts.emplace_back(require_text_there(text));
    return texts;
}

/// A whole range behind one placeholder: an lvalue is borrowed until the query has run, an rvalue
/// is moved into the query.
template <class Node, class Range>
struct range_parameter : expression_tag {
    static constexpr bool is_parameter = true;
    static constexpr bool borrows = std::is_lvalue_reference_v<Range>;
    using children = type_list<>;
    using owned = std::remove_cvref_t<Range>;
    using element = contiguous_element<Range>;
    using value_type = element;
    static constexpr precedence rank = precedence::primary;

    std::conditional_t<borrows, owned const*, owned> range;

    constexpr explicit range_parameter(Range&& given) : range(take(static_cast<Range&&>(given))) {}

    template <class>
    static consteval bool may_be_null() {
        return false;
    }
    static constexpr void write(sql_writer& out) { out.parameter(); }

    template <class Sink>
    constexpr void bind(Sink& sink) const {
        if constexpr (borrows) {
            bind_elements(sink, *range);
        } else {
            bind_elements(sink, range);
        }
    }

private:
    static constexpr auto take(owned const& given)
        requires borrows
    {
        return &given;
    }
    template <class Given>
    static constexpr auto take(Given&& given)
        requires(!borrows)
    {
        return owned(static_cast<Given&&>(given));
    }
    template <class Sink>
    static constexpr void bind_elements(Sink& sink, owned const& range) {
        if constexpr (formed<Node>::by_column) {
            sink.template bind_range_as<column_traits<formed<Node>::member>>(std::data(range),
                                                                             std::size(range));
        } else {
            sink.bind_range(std::data(range), std::size(range));
        }
    }
};

// Lists, sets and views: lithe reads a range where it lies, by position.
template <class Given>
inline constexpr bool is_scattered_range =
    !expression<Given> && !storable<std::remove_cvref_t<Given>> && !contiguous_values<Given> &&
    requires(std::remove_cvref_t<Given>& range) {
        range.begin();
        range.end();
    };

template <bool Negated, class Node, class... Values>
LITHE_ALWAYS_INLINE constexpr auto make_in(Node const& node, Values&&... values) {
    constexpr bool contiguous = !(is_scattered_range<Values> || ...);
    static_assert(contiguous,
                  "lithe: in(): this range does not lie in one piece; copy it into a std::vector");
    constexpr bool some = sizeof...(Values) > 0;
    static_assert(some, "lithe: in(): there is nothing to compare with; give a value, or a range");
    if constexpr (!contiguous) {
        return operation<null_test, Node>(node);
    } else if constexpr (sizeof...(Values) == 1 && (is_range_of_pointers<Values> && ...)) {
        return make_in<Negated>(node, texts_of(values...));
    } else if constexpr (sizeof...(Values) == 1 && (contiguous_values<Values> && ...)) {
        using range = range_parameter<Node, Values...>;
        require_ordered_value<typename range::value_type>();
        require_comparable<Node, range>();
        if constexpr (are_comparable<Node, range>) {
            return operation<in_range<Negated>, Node, range>(
                node, range(std::forward<Values>(values)...));
        } else {
            return operation<null_test, Node>(node);
        }
    } else {
        (require_ordered_value<Values>(), ...);
        (require_comparable<Node, operand_t<Values, Node>>(), ...);
        if constexpr ((are_comparable<Node, operand_t<Values, Node>> && ...)) {
            return operation<in_list<Negated>, Node, operand_t<Values, Node>...>(
                node, as_operand<Node>(std::forward<Values>(values))...);
        } else {
            return operation<null_test, Node>(node);
        }
    }
}

// A list in braces is copied, pointers to characters as texts.
template <bool Negated, class Node, class Value>
constexpr auto make_in_braces(Node const& node, std::initializer_list<Value> values) {
    using list = std::vector<typename parameter_type<Value>::type>;
    using range = range_parameter<Node, list>;
    require_ordered_value<Value>();
    require_comparable<Node, range>();
    list copies;
    copies.reserve(values.size());
    for (Value const& value : values)
        copies.emplace_back(require_text_there(value));
    return operation<in_range<Negated>, Node, range>(node, range(std::move(copies)));
}

template <bool Negated, class Node, class Low, class High>
LITHE_ALWAYS_INLINE constexpr auto make_between(Node const& node, Low&& low, High&& high) {
    require_order<Node>();
    require_ordered_value<Low>();
    require_ordered_value<High>();
    auto from = as_operand<Node>(std::forward<Low>(low));
    auto to = as_operand<Node>(std::forward<High>(high));
    require_comparable<Node, decltype(from)>();
    require_comparable<Node, decltype(to)>();
    return operation<between_shape<Negated>, Node, decltype(from), decltype(to)>(
        node, std::move(from), std::move(to));
}

template <class Shape, class Node, class Pattern>
LITHE_ALWAYS_INLINE constexpr auto make_match(Node const& node, Pattern&& pattern) {
    require_text<Node>();
    auto operand = as_operand<Node>(std::forward<Pattern>(pattern));
    require_text<decltype(operand)>();
    return operation<Shape, Node, decltype(operand)>(node, std::move(operand));
}

template <bool Distinct, class Node, class Other>
constexpr auto make_distinct(Node const& node, Other&& other) {
    if constexpr (is_null_constant<Other>) {
        return operation<std::conditional_t<Distinct, not_null_test, null_test>, Node>(node);
    } else {
        require_comparable<Node, operand_t<Other, Node>>();
        return make_comparison<std::conditional_t<Distinct, is_not, is>>(
            node, std::forward<Other>(other));
    }
}

}  // namespace detail

template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto postfix_is_null(Node const& node) {
    return operation<detail::null_test, Node>(node);
}
template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto postfix_is_not_null(Node const& node) {
    return operation<detail::not_null_test, Node>(node);
}

/// `node IN (values…)`, or IN over a contiguous range of any size.
template <expression Node, class... Values>
LITHE_ALWAYS_INLINE constexpr auto in(Node const& node, Values&&... values) {
    return make_in<false>(node, std::forward<Values>(values)...);  // subquery.hpp adds one
}
template <expression Node, class Value>
constexpr auto in(Node const& node, std::initializer_list<Value> values) {
    return detail::make_in_braces<false>(node, values);
}
template <expression Node, class Value>
constexpr auto not_in(Node const& node, std::initializer_list<Value> values) {
    return detail::make_in_braces<true>(node, values);
}
/// `node NOT IN (values…)`.
template <expression Node, class... Values>
LITHE_ALWAYS_INLINE constexpr auto not_in(Node const& node, Values&&... values) {
    return make_in<true>(node, std::forward<Values>(values)...);
}
/// `node BETWEEN low AND high`; both ends belong to it.
template <expression Node, class Low, class High>
LITHE_ALWAYS_INLINE constexpr auto between(Node const& node, Low&& low, High&& high) {
    return detail::make_between<false>(node, std::forward<Low>(low), std::forward<High>(high));
}
/// `node NOT BETWEEN low AND high`.
template <expression Node, class Low, class High>
LITHE_ALWAYS_INLINE constexpr auto not_between(Node const& node, Low&& low, High&& high) {
    return detail::make_between<true>(node, std::forward<Low>(low), std::forward<High>(high));
}
/// `node LIKE pattern`;
/// https://www.sqlite.org/lang_expr.html#the_like_glob_regexp_match_and_extract_operators
template <expression Node, class Pattern>
LITHE_ALWAYS_INLINE constexpr auto like(Node const& node, Pattern&& pattern) {
    return detail::make_match<detail::like_shape>(node, std::forward<Pattern>(pattern));
}
/// `node NOT LIKE pattern`.
template <expression Node, class Pattern>
LITHE_ALWAYS_INLINE constexpr auto not_like(Node const& node, Pattern&& pattern) {
    return detail::make_match<detail::not_like_shape>(node, std::forward<Pattern>(pattern));
}
/// `node GLOB pattern`.
template <expression Node, class Pattern>
LITHE_ALWAYS_INLINE constexpr auto glob(Node const& node, Pattern&& pattern) {
    return detail::make_match<detail::glob_shape>(node, std::forward<Pattern>(pattern));
}
/// `node REGEXP pattern`: SQLite has no such function of its own, the connection must be given one.
template <expression Node, class Pattern>
constexpr auto regexp(Node const& node, Pattern&& pattern) {
    return detail::make_match<detail::regexp_shape>(node, std::forward<Pattern>(pattern));
}
/// `node MATCH pattern`, for columns of a full-text index.
template <expression Node, class Pattern>
constexpr auto match(Node const& node, Pattern&& pattern) {
    return detail::make_match<detail::match_shape>(node, std::forward<Pattern>(pattern));
}
/// `node IS NOT other`, which is SQL's IS DISTINCT FROM: never NULL, and NULL is not distinct from
/// NULL.
template <expression Node, class Other>
constexpr auto is_distinct_from(Node const& node, Other&& other) {
    return detail::make_distinct<true>(node, std::forward<Other>(other));
}
/// `node IS other`.
template <expression Node, class Other>
constexpr auto is_not_distinct_from(Node const& node, Other&& other) {
    return detail::make_distinct<false>(node, std::forward<Other>(other));
}
/// `node IS NULL`; never NULL itself.
template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto is_null(Node const& node) {
    return operation<detail::null_test, Node>(node);
}
/// `node IS NOT NULL`; never NULL itself.
template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto is_not_null(Node const& node) {
    return operation<detail::not_null_test, Node>(node);
}

}  // namespace lithe::inline v0
