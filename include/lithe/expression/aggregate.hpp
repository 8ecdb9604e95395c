#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Aggregates: count, sum, total, avg, min, max, group_concat. Over no rows all but count and total
// are NULL, so they are std::optional. https://www.sqlite.org/lang_aggfunc.html

#include <lithe/expression/function.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace lithe::inline v0 {

/// What aggregates offer besides.
template <class Self>
struct aggregate_functions : postfix_functions<Self> {
    /// Over the rows for which `condition` is true.
    template <class Condition>
    constexpr auto filter(Condition const& condition) const {
        return make_filtered(static_cast<Self const&>(*this), condition);
    }
    /// Its rows in an order, as group_concat() can show: aggregate_order.hpp.
    template <class... Terms>
    constexpr auto order_by(Terms const&... terms) const {
        return make_aggregate_order(static_cast<Self const&>(*this), terms...);
    }
    /// As a window function: `sum(x).over(partition_by(…), order_by(…), rows_between(…))`.
    template <class... Parts>
    constexpr auto over(Parts const&... parts) const {
        return make_window(static_cast<Self const&>(*this), parts...);
    }
};

namespace detail {

template <class Shape>
struct aggregate_shape : call_shape<Shape> {
    static constexpr bool aggregate = true;
    static constexpr null_rule nulls = null_rule::always;
};

template <class Shape, bool Distinct>
struct distinct_shape : aggregate_shape<distinct_shape<Shape, Distinct>> {
    static constexpr std::string_view name = Shape::name;
    static constexpr null_rule nulls = Shape::nulls;
    static constexpr bool distinct = Distinct;
    template <class... Operands>
    using value = typename Shape::template value<Operands...>;
    static constexpr void open(sql_writer& out) {
        out.text(name);
        out.text(Distinct ? "(DISTINCT " : "(");
    }
};

struct count_function {
    static constexpr std::string_view name = "count";
    static constexpr null_rule nulls = null_rule::never;
    template <class...>
    using value = std::int64_t;
};
struct sum_function {
    static constexpr std::string_view name = "sum";
    static constexpr null_rule nulls = null_rule::always;
    template <class... Operands>
    using value = number_of<Operands...>;
};
struct total_function {
    static constexpr std::string_view name = "total";
    static constexpr null_rule nulls = null_rule::never;
    template <class...>
    using value = double;
};
struct avg_function {
    static constexpr std::string_view name = "avg";
    static constexpr null_rule nulls = null_rule::always;
    template <class...>
    using value = double;
};
struct min_function {
    static constexpr std::string_view name = "min";
    static constexpr null_rule nulls = null_rule::always;
    template <class... Operands>
    using value = first_value<Operands...>;
};
struct max_function : min_function {
    static constexpr std::string_view name = "max";
};
struct group_concat_function {
    static constexpr std::string_view name = "group_concat";
    static constexpr null_rule nulls = null_rule::always;
    template <class...>
    using value = std::string;
};

struct count_rows_shape : aggregate_shape<count_rows_shape> {
    static constexpr std::string_view name = "count";
    static constexpr null_rule nulls = null_rule::never;
    template <class...>
    using value = std::int64_t;
    static constexpr void open(sql_writer& out) { out.text("count(*"); }
};

/// `distinct(x)` inside an aggregate.
template <class Node>
struct distinct_argument {
    LITHE_NO_UNIQUE_ADDRESS Node node;
};

template <class Function, class Node, class... Others>
LITHE_ALWAYS_INLINE constexpr auto make_aggregate(Node const& node, Others... others) {
    require_no_window<Node>();
    return operation<distinct_shape<Function, false>, Node, Others...>(node, std::move(others)...);
}
template <class Function, class Node>
LITHE_ALWAYS_INLINE constexpr auto make_aggregate(distinct_argument<Node> const& argument) {
    require_no_window<Node>();
    return operation<distinct_shape<Function, true>, Node>(argument.node);
}

/// `aggregate FILTER (WHERE condition)`
template <class Aggregate, class Condition>
struct filtered_aggregate : aggregate_functions<filtered_aggregate<Aggregate, Condition>> {
    using shape = typename Aggregate::shape;
    using arguments = typename Aggregate::children;
    using children = concat_t<arguments, type_list<aside<Condition>>>;
    using value_type = typename Aggregate::value_type;
    static constexpr precedence rank = precedence::primary;
    static constexpr bool is_filtered = true;

    LITHE_NO_UNIQUE_ADDRESS Aggregate aggregate;
    LITHE_NO_UNIQUE_ADDRESS Condition condition;

    constexpr filtered_aggregate(Aggregate function, Condition filter)
        : aggregate(std::move(function)), condition(std::move(filter)) {}

    template <class Nullable>
    static consteval bool may_be_null() {
        return Aggregate::template may_be_null<Nullable>();
    }
    static constexpr void write(sql_writer& out) {
        Aggregate::write(out);
        out.text(" FILTER (WHERE ");
        Condition::write(out);
        out.put(')');
    }
    constexpr void write_literal(sql_writer& out) const {
        aggregate.write_literal(out);
        out.text(" FILTER (WHERE ");
        condition.write_literal(out);
        out.put(')');
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        bind_expression(sink, aggregate);
        bind_expression(sink, condition);
    }
};
template <class Aggregate, class Condition>
struct formed<filtered_aggregate<Aggregate, Condition>> : formed<Aggregate> {};

}  // namespace detail

/// The aggregate over the rows for which `condition` is true; made by `.filter(condition)`.
template <expression Aggregate, class Condition>
constexpr auto make_filtered(Aggregate const& aggregate, Condition const& condition) {
    detail::require_filter<Condition>();
    if constexpr (detail::is_condition_expression<Condition>) {
        detail::require_no_window<Condition>();
        return detail::filtered_aggregate<Aggregate, Condition>(aggregate, condition);
    } else {
        return aggregate;
    }
}

/// Each value once: `count(distinct(col<&User::age>))`.
template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto distinct(Node const& node) {
    return detail::distinct_argument<Node>{node};
}

/// The number of rows.
constexpr auto count() {
    return operation<detail::count_rows_shape>();
}
/// The number of rows where `node` is not NULL.
template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto count(Node const& node) {
    return detail::make_aggregate<detail::count_function>(node);
}
template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto count(detail::distinct_argument<Node> const& node) {
    return detail::make_aggregate<detail::count_function>(node);
}
/// The sum, NULL over no rows; an integer sum that overflows is an error of the statement.
template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto sum(Node const& node) {
    detail::require_number<Node>();
    return detail::make_aggregate<detail::sum_function>(node);
}
template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto sum(detail::distinct_argument<Node> const& node) {
    detail::require_number<Node>();
    return detail::make_aggregate<detail::sum_function>(node);
}
/// The sum as REAL, 0.0 over no rows; never an error.
template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto total(Node const& node) {
    detail::require_number<Node>();
    return detail::make_aggregate<detail::total_function>(node);
}
template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto total(detail::distinct_argument<Node> const& node) {
    detail::require_number<Node>();
    return detail::make_aggregate<detail::total_function>(node);
}
/// The mean as REAL, NULL over no rows.
template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto avg(Node const& node) {
    detail::require_number<Node>();
    return detail::make_aggregate<detail::avg_function>(node);
}
template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto avg(detail::distinct_argument<Node> const& node) {
    detail::require_number<Node>();
    return detail::make_aggregate<detail::avg_function>(node);
}
/// The least value, NULL over no rows.
template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto(min)(Node const& node) {
    detail::require_order<Node>();
    return detail::make_aggregate<detail::min_function>(node);
}
/// The greatest value, NULL over no rows.
template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto(max)(Node const& node) {
    detail::require_order<Node>();
    return detail::make_aggregate<detail::max_function>(node);
}
/// The same; `distinct(x)` changes nothing here.
template <expression Node>
constexpr auto(min)(detail::distinct_argument<Node> const& node) {
    detail::require_order<Node>();
    return detail::make_aggregate<detail::min_function>(node);
}
template <expression Node>
constexpr auto(max)(detail::distinct_argument<Node> const& node) {
    detail::require_order<Node>();
    return detail::make_aggregate<detail::max_function>(node);
}
/// The texts of the group joined by `separator`, in no promised order.
template <expression Node, class Separator>
LITHE_ALWAYS_INLINE constexpr auto group_concat(Node const& node, Separator&& separator) {
    detail::require_text<Node>();
    detail::require_text<detail::operand_t<Separator, detail::text_context>>();
    return detail::make_aggregate<detail::group_concat_function>(
        node, detail::as_operand<detail::text_context>(std::forward<Separator>(separator)));
}
/// The texts of the group joined by commas, in no promised order.
template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto group_concat(Node const& node) {
    detail::require_text<Node>();
    return detail::make_aggregate<detail::group_concat_function>(node);
}

template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto group_concat(detail::distinct_argument<Node> const& node) {
    detail::require_text<Node>();
    return detail::make_aggregate<detail::group_concat_function>(node);
}

template <expression Node, class Separator>
constexpr auto group_concat(detail::distinct_argument<Node> const& node, Separator const&) {
    constexpr bool plain = !expression<Node>;  // SQLite: DISTINCT aggregates have one argument
    static_assert(plain,
                  "lithe: group_concat(): SQLite has no separator beside distinct(); leave it out");
    return group_concat(node);
}

}  // namespace lithe::inline v0
