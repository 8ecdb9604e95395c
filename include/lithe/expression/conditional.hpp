#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// CASE and CAST: case_when(condition, result), case_of(value).when(other, result), iif and cast<T>.
// All results of a CASE have one kind; without else_() it is NULL where no branch applies.
// https://www.sqlite.org/lang_expr.html#the_case_expression

#include <lithe/expression/function.hpp>
#include <lithe/expression/literal.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

/// WHEN … THEN …
template <class When, class Then>
struct case_branch {
    using when_node = When;
    using then_node = Then;
    LITHE_NO_UNIQUE_ADDRESS When when;
    LITHE_NO_UNIQUE_ADDRESS Then then;
};

template <class Node>
using list_if_present = std::conditional_t<is_present<Node>, type_list<Node>, type_list<>>;

template <class First, class... Others>
struct case_value {
    using type = typename unified_value<First, Others...>::type;
};
template <class First, class... Others>
    requires(std::is_same_v<typename First::value_type, typename Others::value_type> && ...)
struct case_value<First, Others...> {
    using type = typename First::value_type;
};
template <class Results>
struct case_value_of;
template <class... Results>
struct case_value_of<type_list<Results...>> : case_value<Results...> {};

template <class Node>
struct aside_of {
    using type = aside<Node>;
};
template <class... Nodes>
struct aside_of<type_list<Nodes...>> {
    using type = aside<Nodes...>;
};

/// NULL as a result, of the kind and in the stored form of another.
template <class Other>
struct null_result : expression_tag {
    using children = type_list<>;
    using value_type = typename Other::value_type;
    static constexpr precedence rank = precedence::primary;

    template <class>
    static consteval bool may_be_null() {
        return true;
    }
    static constexpr void write(sql_writer& out) { out.text("NULL"); }
    static constexpr void write_literal(sql_writer& out) { out.text("NULL"); }
};
template <class Other>
struct formed<null_result<Other>> : formed<Other> {};

/// The node of a result, of the kind that `Other` has.
template <class Other, class Given>
constexpr auto as_result(Given&& given) {
    if constexpr (is_null_constant<Given>) {
        return null_result<Other>{};
    } else {
        return as_operand<Other>(std::forward<Given>(given));
    }
}
/// The node behind WHEN: a condition, or what a subject is compared with.
template <class Subject, class Given>
constexpr auto as_when(Given&& given) {
    if constexpr (is_present<Subject>) {
        auto node = as_operand<Subject>(std::forward<Given>(given));
        require_comparable<Subject, decltype(node)>();
        return node;
    } else {
        require_branch_condition<std::remove_cvref_t<Given>>();
        if constexpr (expression<Given>) {
            return std::remove_cvref_t<Given>(std::forward<Given>(given));
        } else {
            return column<nullptr>{};
        }
    }
}

template <class Subject, class Else, class... Branches>
struct case_expression;

template <class Subject, class Else, class... Branches, class New, std::size_t... Index>
constexpr auto add_branch(case_expression<Subject, Else, Branches...> const& given, New branch,
                          std::index_sequence<Index...>) {
    return case_expression<Subject, Else, Branches..., New>(
        given.subject, given.otherwise,
        make_pack<Branches..., New>(get<Index>(given.branches)..., std::move(branch)));
}

/// A CASE with or without a subject and an ELSE; made by case_when(), case_of() and iif().
template <class Subject, class Else, class... Branches>
struct case_expression : postfix_functions<case_expression<Subject, Else, Branches...>> {
    using first = typename nth_t<0, type_list<Branches...>>::then_node;
    using results = concat_t<type_list<typename Branches::then_node...>, list_if_present<Else>>;
    using compared = concat_t<list_if_present<Subject>, type_list<typename Branches::when_node...>>;
    // What is compared meets itself alone, so do the results: their stored forms may differ.
    using children =
        concat_t<results, std::conditional_t<is_present<Subject>,
                                             type_list<typename aside_of<compared>::type>,
                                             type_list<aside<typename Branches::when_node>...>>>;
    using value_type = typename case_value_of<results>::type;
    static constexpr precedence rank = precedence::primary;

    LITHE_NO_UNIQUE_ADDRESS Subject subject;
    LITHE_NO_UNIQUE_ADDRESS Else otherwise;
    LITHE_NO_UNIQUE_ADDRESS value_pack<Branches...> branches;

    constexpr case_expression(Subject compared_with, Else last, value_pack<Branches...> all)
        : subject(std::move(compared_with)), otherwise(std::move(last)), branches(std::move(all)) {}

    /// One more branch: a condition, or with a subject what it may be equal to, and a result. The
    /// first branch that applies counts.
    template <class When, class Then>
        requires(!is_present<Else>)
    constexpr auto when(When&& when_given, Then&& then_given) const {
        auto then = as_result<first>(std::forward<Then>(then_given));
        require_same_result<first, decltype(then)>();
        auto condition = as_when<Subject>(std::forward<When>(when_given));
        using branch = case_branch<decltype(condition), decltype(then)>;
        return add_branch(*this, branch{std::move(condition), std::move(then)},
                          std::index_sequence_for<Branches...>{});
    }

    /// The result where no branch applies.
    template <class Last>
        requires(!is_present<Else>)
    constexpr auto else_(Last&& last) const {
        auto node = as_result<first>(std::forward<Last>(last));
        require_same_result<first, decltype(node)>();
        return case_expression<Subject, decltype(node), Branches...>(subject, std::move(node),
                                                                     branches);
    }

    template <class Nullable>
    static consteval bool may_be_null() {
        if constexpr (is_present<Else>) {
            return Else::template may_be_null<Nullable>() ||
                   (Branches::then_node::template may_be_null<Nullable>() || ...);
        } else {
            return true;
        }
    }

    static constexpr void write(sql_writer& out) {
        out.text("CASE");
        if constexpr (is_present<Subject>)
            write_word<Subject>(out, " ");
        ((write_word<typename Branches::when_node>(out, " WHEN "),
          write_word<typename Branches::then_node>(out, " THEN ")),
         ...);
        if constexpr (is_present<Else>)
            write_word<Else>(out, " ELSE ");
        out.text(" END");
    }

    constexpr void write_literal(sql_writer& out) const {
        out.text("CASE");
        if constexpr (is_present<Subject>)
            write_word(out, " ", subject);
        branches.each([&](auto const& branch) {
            write_word(out, " WHEN ", branch.when);
            write_word(out, " THEN ", branch.then);
        });
        if constexpr (is_present<Else>)
            write_word(out, " ELSE ", otherwise);
        out.text(" END");
    }

    template <class Sink>
    constexpr void bind(Sink& sink) const {
        if constexpr (is_present<Subject>)
            bind_expression(sink, subject);
        branches.each([&](auto const& branch) {
            bind_expression(sink, branch.when);
            bind_expression(sink, branch.then);
        });
        if constexpr (is_present<Else>)
            bind_expression(sink, otherwise);
    }

private:
    // The words CASE, WHEN, THEN, ELSE and END delimit their operands: no brackets.
    template <class Node>
    static constexpr void write_word(sql_writer& out, std::string_view word) {
        out.text(word);
        Node::write(out);
    }
    template <class Node>
    static constexpr void write_word(sql_writer& out, std::string_view word, Node const& node) {
        out.text(word);
        node.write_literal(out);
    }
};

/// A CASE whose results so far are NULL: no expression before one has a type.
template <class Subject, class... Whens>
struct untyped_case {
    LITHE_NO_UNIQUE_ADDRESS Subject subject;
    LITHE_NO_UNIQUE_ADDRESS value_pack<Whens...> whens;

    template <class When, class Then>
    constexpr auto when(When&& when_given, Then&& then_given) const {
        auto condition = as_when<Subject>(std::forward<When>(when_given));
        if constexpr (is_null_constant<Then>) {
            return append(std::move(condition), std::index_sequence_for<Whens...>{});
        } else {
            auto then = as_operand<integer_context>(std::forward<Then>(then_given));
            using branch = case_branch<decltype(condition), decltype(then)>;
            return add_branch(make(no_operand{}, then, std::index_sequence_for<Whens...>{}),
                              branch{std::move(condition), std::move(then)},
                              std::index_sequence_for<Whens...>{});
        }
    }
    template <class Last>
    constexpr auto else_(Last&& last) const {
        constexpr bool typed = !is_null_constant<Last>;
        require_typed_result<typed>();
        if constexpr (typed) {
            auto node = as_operand<integer_context>(std::forward<Last>(last));
            return make(node, node, std::index_sequence_for<Whens...>{});
        } else {
            return literal_t<0>{};
        }
    }

private:
    template <class New, std::size_t... Index>
    constexpr auto append(New when_node, std::index_sequence<Index...>) const {
        return untyped_case<Subject, Whens..., New>{
            subject, make_pack<Whens..., New>(get<Index>(whens)..., std::move(when_node))};
    }
    template <class Else, class Other, std::size_t... Index>
    constexpr auto make(Else last, Other const&, std::index_sequence<Index...>) const {
        using none = null_result<Other>;
        return case_expression<Subject, Else, case_branch<Whens, none>...>(
            subject, std::move(last),
            make_pack<case_branch<Whens, none>...>(
                case_branch<Whens, none>{get<Index>(whens), {}}...));
    }
};

/// The first branch.
template <class Subject, class When, class Then>
constexpr auto begin_case(Subject subject, When when, Then&& given) {
    if constexpr (is_null_constant<Then>) {
        return untyped_case<Subject, When>{std::move(subject), make_pack<When>(std::move(when))};
    } else {
        auto then = as_operand<integer_context>(std::forward<Then>(given));
        using branch = case_branch<When, decltype(then)>;
        return case_expression<Subject, no_operand, branch>(
            std::move(subject), {}, make_pack<branch>(branch{std::move(when), std::move(then)}));
    }
}

template <class Subject, class Else, class... Branches>
    requires(has_own_kind<typename case_expression<Subject, Else, Branches...>::value_type>)
struct formed<case_expression<Subject, Else, Branches...>>
    : formed<typename case_expression<Subject, Else, Branches...>::first> {};

/// `case_of(x)` before its first branch: no expression yet.
template <class Subject>
struct case_subject {
    LITHE_NO_UNIQUE_ADDRESS Subject subject;

    /// `WHEN other THEN result`: applies where the subject is equal to `other`; NULL is equal to
    /// nothing.
    template <class When, class Then>
    constexpr auto when(When&& other, Then&& result) const {
        return begin_case(subject, as_when<Subject>(std::forward<When>(other)),
                          std::forward<Then>(result));
    }
};

template <class Target>
struct cast_shape : shape_base {
    template <class...>
    using value = Target;
    static constexpr void open(sql_writer& out) { out.text("CAST("); }
    static constexpr void close(sql_writer& out) {
        out.text(std::is_integral_v<Target>         ? " AS INTEGER)"
                 : std::is_floating_point_v<Target> ? " AS REAL)"
                 : is_text<Target>                  ? " AS TEXT)"
                                                    : " AS BLOB)");
    }
};

}  // namespace detail

/// `CASE WHEN condition THEN result END`; more branches by `.when(condition, result)`, the rest by
/// `.else_(result)`. A condition that is NULL does not apply.
template <class Condition, class Result>
constexpr auto case_when(Condition const& condition, Result&& result) {
    return detail::begin_case(detail::no_operand{}, detail::as_when<detail::no_operand>(condition),
                              std::forward<Result>(result));
}

/// `CASE subject WHEN other THEN result … END`: `case_of(x).when(1, "one").else_("more")`.
template <expression Node>
constexpr auto case_of(Node const& subject) {
    return detail::case_subject<Node>{subject};
}

/// One result where `condition` is true, the other where it is false or NULL. Written as the CASE
/// that SQLite's iif() is short for.
template <class Condition, class Then, class Else>
constexpr auto iif(Condition const& condition, Then&& then, Else&& otherwise) {
    detail::require_branch_condition<Condition>();  // here, to be near the user's line
    return case_when(condition, std::forward<Then>(then)).else_(std::forward<Else>(otherwise));
}

/// `CAST(node AS …)`: `Target` is a number, a text or a blob type. What is no number becomes 0 in
/// SQLite, not an error; NULL stays NULL.
/// Source: https://www.sqlite.org/lang_expr.html#cast_expressions
template <class Target, expression Node>
constexpr auto cast(Node const& node) {
    if constexpr (detail::require_cast_target<Target>()) {
        return operation<detail::cast_shape<Target>, Node>(node);
    } else {
        return column<nullptr>{};
    }
}

}  // namespace lithe::inline v0
