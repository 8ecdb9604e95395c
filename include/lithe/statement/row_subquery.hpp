#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A row value among the rows of a query: `row_value(a, b).in(from<T>().select(x, y))`.
// https://www.sqlite.org/rowvalue.html#row_value_in_operators

#include <lithe/expression/literal.hpp>
#include <lithe/expression/row_value.hpp>
#include <lithe/statement/subquery.hpp>

#include <utility>

namespace lithe::inline v0 {
namespace detail {

/// `(a, b) IN (query)`
template <bool Negated, class Left, class Query>
struct row_in_subquery : expression_tag, subquery_node<Query> {
    using children =
        concat_t<decltype(asides(typename Left::nodes{})), typename subquery_node<Query>::children>;
    using left_nodes = typename Left::nodes;
    using value_type = bool;
    static constexpr precedence rank = precedence::equality;

    LITHE_NO_UNIQUE_ADDRESS Left left;

    constexpr row_in_subquery(Left row, Query given)
        : subquery_node<Query>(static_cast<Query&&>(given)), left(std::move(row)) {}

    template <class Nullable>
    static consteval bool may_be_null() {
        using missing = concat_t<typename subquery_facts<Query>::nullable, Nullable>;
        return Left::template may_be_null<Nullable>() || []<class... Items>(type_list<Items...>) {
            return (Items::template may_be_null<missing>() || ...);
        }(typename subquery_facts<Query>::items{});
    }
    static constexpr void write(sql_writer& out) {
        Left::write(out);
        out.text(Negated ? " NOT IN " : " IN ");
        write_nested(out, &subquery_facts<Query>::write);
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        left.bind(sink);
        subquery_node<Query>::bind(sink);
    }
};
template <bool Negated, class Left, class Query>
inline constexpr bool has_parameters<row_in_subquery<Negated, Left, Query>> =
    any_has_parameters<typename Left::nodes> || subquery_facts<Query>::parameters;

template <class Left, class Item>
consteval bool may_meet() {
    if constexpr (is_all_columns<Item>) {
        return false;
    } else {
        return are_comparable<Left, Item> && same_form<Left, Item>;
    }
}
template <class... Left, class... Items>
consteval bool rows_meet(type_list<Left...>, type_list<Items...>) {
    if constexpr (sizeof...(Left) == sizeof...(Items)) {
        return (may_meet<Left, Items>() && ...);
    } else {
        return false;
    }
}

/// The first mistake of a query whose rows a row value is looked for in.
template <class Left, class Query>
consteval auto find_in_rows() {
    using facts = subquery_facts<Query>;
    if constexpr (facts::refused) {
        return no_finding{};
    } else {
        constexpr bool meet = rows_meet(typename Left::nodes{}, typename facts::items{});
        using found = found_if<!meet, rule::row_of_query>;
        if constexpr (!meet) {
            return found{};
        } else {
            return facts::template find_mistake<true>();
        }
    }
}

}  // namespace detail

/// Made by `row_value(…).in(query)` and `.not_in(query)`.
template <bool Negated, class... Parts, class Query>
    requires detail::is_query<Query>
constexpr auto make_row_in(row_of_values<Parts...> const& row, Query const& query) {
    auto left = detail::as_row<Parts...>(row.parts, std::index_sequence_for<Parts...>{});
    using found = decltype(detail::find_in_rows<decltype(left), Query>());
    if constexpr (detail::explain<found>() && found::value == detail::rule::none &&
                  !detail::subquery_facts<Query>::refused) {
        return detail::row_in_subquery<Negated, decltype(left), Query>(std::move(left), query);
    } else {
        return operation<detail::null_test, literal_t<0>>({});
    }
}

}  // namespace lithe::inline v0
