#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What stands in FROM or JOIN besides tables and their aliases: a query under a name. Such an item
// is an object, since it may hold values. It has `source`, `parameters`, `inside`, a static
// write_declaration(out) and bind(sink).

#include <lithe/statement/clause.hpp>

namespace lithe::inline v0::detail {

/// What from() and join() take as an argument: an alias or an item.
template <class Given>
concept named_source = requires { Given::names_source; };
template <class Given>
inline constexpr bool is_from_item = requires { Given::is_item; };

/// Tells the folds over a clause's nodes what is inside its item.
template <unsigned Inside>
struct inside_marker {
    static constexpr unsigned inside = Inside;
    using children = type_list<>;
};

/// The expressions that an item is made of, such as a function's arguments.
template <class Item>
struct item_nodes {
    using list = type_list<inside_marker<Item::inside>>;
};
template <class Item>
    requires requires { typename Item::arguments; }
struct item_nodes<Item> {
    using list = typename Item::arguments;
};

template <class Item>
struct item_from_clause {
    static constexpr clause_rank rank = clause_rank::from;
    using source = typename Item::source;
    using nodes = typename item_nodes<Item>::list;
    static constexpr bool parameters = Item::parameters;

    LITHE_NO_UNIQUE_ADDRESS Item item;

    static constexpr void write(sql_writer& out) {
        out.text(" FROM ");
        note_source<source>(out);
        Item::write_declaration(out);
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        item.bind(sink);
    }
};

template <join_kind Kind, class Item, class Condition>
struct item_join_clause {
    static constexpr clause_rank rank = clause_rank::join;
    using source = typename Item::source;
    using nodes = concat_t<typename item_nodes<Item>::list, type_list<Condition>>;
    static constexpr join_kind kind = Kind;
    static constexpr bool parameters = Item::parameters || has_parameters<Condition>;

    LITHE_NO_UNIQUE_ADDRESS Item item;
    LITHE_NO_UNIQUE_ADDRESS Condition condition;

    static constexpr void write(sql_writer& out) {
        note_source<source>(out);
        write_join<Kind, Item, Condition>(out);
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        if constexpr (Item::parameters)
            item.bind(sink);
        bind_expression(sink, condition);
    }
};
template <class Item>
struct item_join_clause<join_kind::cross, Item, unwritten_condition> {
    static constexpr clause_rank rank = clause_rank::join;
    using source = typename Item::source;
    using nodes = typename item_nodes<Item>::list;
    static constexpr join_kind kind = join_kind::cross;
    static constexpr bool parameters = Item::parameters;

    LITHE_NO_UNIQUE_ADDRESS Item item;

    static constexpr void write(sql_writer& out) {
        out.text(" CROSS JOIN ");
        note_source<source>(out);
        Item::write_declaration(out);
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        item.bind(sink);
    }
};

template <class Item, class Condition>
struct nullable_in<item_join_clause<join_kind::left, Item, Condition>> {
    using type = type_list<typename Item::source>;
};
template <class Item, class Condition>
struct nullable_in<item_join_clause<join_kind::full, Item, Condition>> {
    using type = type_list<typename Item::source>;
};
template <class Item, class Condition>
inline constexpr bool misses_earlier<item_join_clause<join_kind::right, Item, Condition>> = true;
template <class Item, class Condition>
inline constexpr bool misses_earlier<item_join_clause<join_kind::full, Item, Condition>> = true;

}  // namespace lithe::inline v0::detail
