#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// ORDER BY inside an aggregate: `group_concat(name, ", ").order_by(desc(age))`. Needs SQLite 3.44;
// an older library throws missing_feature. https://www.sqlite.org/lang_aggfunc.html

#include <lithe/expression/aggregate.hpp>
#include <lithe/expression/ordering.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

/// The shape of the aggregate, as one that over() refuses.
template <class Shape>
struct ordered_shape : Shape {
    static constexpr bool ordered = true;
};

/// `function(arguments ORDER BY terms)`
template <class Aggregate, class... Terms>
struct ordered_aggregate : aggregate_functions<ordered_aggregate<Aggregate, Terms...>> {
    using shape = ordered_shape<typename Aggregate::shape>;
    using children =
        concat_t<typename Aggregate::children, type_list<aside<typename Terms::node_type>...>>;
    using value_type = typename Aggregate::value_type;
    static constexpr precedence rank = precedence::primary;

    LITHE_NO_UNIQUE_ADDRESS Aggregate aggregate;
    LITHE_NO_UNIQUE_ADDRESS value_pack<Terms...> terms;

    constexpr ordered_aggregate(Aggregate function, value_pack<Terms...> order)
        : aggregate(std::move(function)), terms(std::move(order)) {}

    template <class Nullable>
    static consteval bool may_be_null() {
        return Aggregate::template may_be_null<Nullable>();
    }
    static constexpr void write(sql_writer& out) {
        write_arguments(out, typename Aggregate::children{});
        out.text(" ORDER BY ");
        comma separate{out};
        ((separate(), Terms::write(out)), ...);
        shape::close(out);
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        bind_expression(sink, aggregate);
        terms.each([&](auto const& term) { bind_expression(sink, term.node); });
    }

private:
    template <class... Arguments>
    static constexpr void write_arguments(sql_writer& out, type_list<Arguments...>) {
        shape::open(out);
        std::size_t at = 0;
        ((at > 0 ? shape::separate(out, at) : void(),
          write_operand<shape::rank, Arguments>(out, at++ == 0)),
         ...);
    }
};
template <class Aggregate, class... Terms>
struct formed<ordered_aggregate<Aggregate, Terms...>> : formed<Aggregate> {};

template <class Term>
inline constexpr bool is_order = expression<Term> || is_ordering_term<Term>;

template <class Aggregate, class... Terms>
consteval void require_aggregate_order() {
    constexpr bool terms = sizeof...(Terms) > 0 && (is_order<Terms> && ...);
    static_assert(terms, "lithe: order_by(): this is no expression; give columns, asc() or desc()");
    constexpr bool first = Aggregate::children::size > 0 && !requires {
        requires Aggregate::is_filtered;
    } && !requires { requires Aggregate::shape::ordered; };
    static_assert(first,
                  "lithe: order_by(): it stands once and before filter(), and count() of all rows "
                  "has no order; reorder");
}

}  // namespace detail

/// The aggregate over its rows in this order; made by `.order_by(…)`.
template <expression Aggregate, class... Terms>
constexpr auto make_aggregate_order(Aggregate const& aggregate, Terms const&... terms) {
    detail::require_aggregate_order<Aggregate, Terms...>();
    return [&](auto... ordered) {
        return detail::ordered_aggregate<Aggregate, decltype(ordered)...>(
            aggregate, detail::make_pack<decltype(ordered)...>(std::move(ordered)...));
    }(detail::as_ordering_term(terms)...);
}

}  // namespace lithe::inline v0
