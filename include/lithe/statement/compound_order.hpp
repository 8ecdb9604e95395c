#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// ORDER BY of a compound: SQLite knows the columns of its result only, so a term is written as the
// number of the column that it is. Where the first query selects several expressions of a term's
// type, their run-time values say which.
// https://www.sqlite.org/lang_select.html#the_order_by_clause

#include <lithe/expression/choice.hpp>
#include <lithe/statement/compound_shape.hpp>
#include <lithe/statement/same_values.hpp>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <type_traits>

namespace lithe::inline v0::detail {

// ---- where a term stands in the result ----

// A table's column by its position in the row.
template <class Node, class Item>
consteval std::size_t place_in_item() {
    if constexpr (std::is_same_v<Node, Item>) {
        return 1;
    } else if constexpr (is_all_columns<Item> && is_column<Node>) {
        if constexpr (std::is_same_v<typename Node::source, typename Item::source>)
            return member_index<Node::member> + 1;
    }
    return 0;
}
/// The number of a term's result column, from 1; 0 where there is none.
template <class Node, class... Items>
consteval std::size_t place_in_items(type_list<Items...>) {
    std::size_t before = 0;
    std::size_t place = 0;
    ((place == 0 && place_in_item<Node, Items>() != 0
          ? static_cast<void>(place = before + place_in_item<Node, Items>())
          : static_cast<void>(before += item_width<Items>)),
     ...);
    return place;
}
/// The place of a row's field: the row is the aggregate that select_as fills, or FROM's struct.
template <class Node, class Row>
consteval std::size_t place_of_field() {
    if constexpr (std::is_same_v<typename Node::entity, Row>) {
        return member_index<Node::member> + 1;
    } else {
        return 0;
    }
}
template <class Node, class Shape>
inline constexpr std::size_t place_in_row = 0;
template <class Node, class Row, class... Items>
    requires(is_column<Node>)
inline constexpr std::size_t place_in_row<Node, aggregate_row<Row, Items...>> =
    place_of_field<Node, Row>();
template <class Node, class Entity>
    requires(is_column<Node>)
inline constexpr std::size_t place_in_row<Node, entity_row<Entity>> =
    place_of_field<Node, Entity>();
template <class Node, class Entity>
    requires(is_column<Node>)
inline constexpr std::size_t place_in_row<Node, missing_entity_row<Entity>> =
    place_of_field<Node, Entity>();
template <class Node, class Query>
inline constexpr std::size_t result_place = [] {
    constexpr std::size_t in_row = place_in_row<Node, typename part_facts<Query>::shape>;
    return in_row != 0 ? in_row : place_in_items<Node>(typename part_facts<Query>::items{});
}();

/// A term without its COLLATE, unless the first query selects it with it.
template <class Node>
struct with_collation {
    using type = Node;
    static constexpr Node const& of(Node const& node) { return node; }
    static constexpr void write_collation(sql_writer&) {}
};
template <class Term, class Query>
using term_column = std::conditional_t<result_place<typename node_of_term<Term>::type, Query> != 0,
                                       with_collation<typename node_of_term<Term>::type>,
                                       without_collation<typename node_of_term<Term>::type>>;

/// How many columns have the type of an expression, and so are told from it by values alone.
template <class Node, class Items>
inline constexpr std::size_t columns_of_type = 0;
template <class Node, class... Items>
    requires has_parameters<Node>
inline constexpr std::size_t columns_of_type<Node, type_list<Items...>> =
    (std::size_t{0} + ... + (std::is_same_v<Node, Items> ? 1U : 0U));

/// The number of the result column that is the one at `which`, from 0, of those of the type.
template <class Node, class... Items>
constexpr std::size_t place_of_type(type_list<Items...>, std::size_t which) {
    std::size_t before = 0;
    std::size_t seen = 0;
    std::size_t place = 0;
    ((std::is_same_v<Node, Items> && seen++ == which ? static_cast<void>(place = before + 1)
                                                     : static_cast<void>(0),
      before += item_width<Items>),
     ...);
    return place;
}

/// Stands where the text depends on the values.
struct place_choice {
    static constexpr unsigned inside = choice_inside;
    using children = type_list<>;
};

// ---- the clause ----

template <class Query, class Term>
struct compound_term {
    using column = term_column<Term, Query>;
    using node = typename column::type;
    using items = typename part_facts<Query>::items;
    static constexpr std::size_t candidates = columns_of_type<node, items>;
    using choices = std::conditional_t<(candidates > 1), type_list<place_choice>, type_list<>>;

    static constexpr void write(sql_writer& out) {
        out.integer_literal(static_cast<std::int64_t>(place(out)));
        column::write_collation(out);
        if constexpr (Term::order == direction::descending)
            out.text(" DESC");
        if constexpr (Term::nulls == null_order::first)
            out.text(" NULLS FIRST");
        if constexpr (Term::nulls == null_order::last)
            out.text(" NULLS LAST");
    }
    /// Tells which column it is. Errors: std::invalid_argument where none has its values.
    template <class Sink>
    static constexpr void bind(Sink& sink, Query const& first, Term const& term) {
        if constexpr (candidates > 0 && requires { typename Sink::recorder; }) {
            using selected = nth_t<0, clauses_at<clause_rank::select, typename Query::clauses>>;
            std::size_t const which = place_of_same<typename Sink::recorder>(
                column::of(term.node), static_cast<selected const&>(first).list);
            if (which == candidates)
                throw std::invalid_argument(
                    "lithe: order_by(): a compound's term has another value where the first query "
                    "selects it; give it the same");
            if constexpr (candidates > 1)
                tell_choice(sink, static_cast<unsigned char>(which));
        } else if constexpr (candidates > 0 && choice_sink<Sink>) {
            bind_expression(sink, term.node);  // a recorder itself
        }
    }

private:
    static constexpr std::size_t place(sql_writer& out) {
        if constexpr (candidates > 1) {
            std::size_t const which = out.choices == nullptr ? 0U : out.choices[0];
            out.skip_choices(1);
            return place_of_type<node>(items{}, which);
        } else {
            return result_place<node, Query>;
        }
    }
};

/// `Query` is the compound's first.
template <class Query, class... Terms>
struct compound_order_clause {
    static constexpr clause_rank rank = clause_rank::order_by;
    using nodes = concat_t<typename compound_term<Query, Terms>::choices...>;
    static constexpr bool parameters = ((compound_term<Query, Terms>::candidates > 0) || ...);

    LITHE_NO_UNIQUE_ADDRESS value_pack<Terms...> list;

    static constexpr void write(sql_writer& out) {
        out.text(" ORDER BY ");
        comma separate{out};
        ((separate(), compound_term<Query, Terms>::write(out)), ...);
    }
    template <class Sink>
    constexpr void bind_places(Sink& sink, Query const& first) const {
        list.each([&]<class Term>(Term const& term) {
            compound_term<Query, Term>::bind(sink, first, term);
        });
    }
};

template <class Query, class Tail, class... Terms>
consteval auto find_in_compound_order() {
    using order = decltype(find_order<clause_rank::order_by>(Tail{}));
    if constexpr (is_refused<Tail>) {
        return no_finding{};
    } else if constexpr (order::value != rule::none) {
        return order{};
    } else {
        return first_finding<
            found_if<sizeof...(Terms) == 0, rule::compound_order>,
            found_if<result_place<typename term_column<Terms, Query>::type, Query> == 0,
                     rule::compound_order, Terms>...>{};
    }
}

}  // namespace lithe::inline v0::detail
