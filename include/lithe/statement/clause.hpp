#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The clauses that a SELECT is put together from, each a small value with its place in the order
// from, join, where, group_by, having, window, select, order_by, limit, offset.

#include <lithe/expression/choice.hpp>
#include <lithe/expression/column.hpp>
#include <lithe/expression/comparison.hpp>
#include <lithe/expression/ordering.hpp>
#include <lithe/schema/parent_key.hpp>
#include <lithe/schema/rules.hpp>
#include <lithe/statement/text.hpp>
#include <lithe/statement/with.hpp>

#include <type_traits>

namespace lithe::inline v0::detail {

enum class clause_rank : unsigned char {
    refused,
    from,
    join,
    where,
    group_by,
    having,
    window,
    distinct,
    select,
    order_by,
    limit,
    offset
};

enum class join_kind : unsigned char { inner, left, right, full, cross };

/// How a query of a compound follows those before it.
enum class compound_kind : unsigned char { first, union_distinct, union_all, intersect, except };

/// Stands for an ON that is not written: the foreign key gives it, or CROSS JOIN has none.
struct unwritten_condition {};

/// Stands for a clause that was a mistake: what follows it is not checked, so that one mistake is
/// one error.
struct refused_clause {
    static constexpr clause_rank rank = clause_rank::refused;
    static constexpr bool parameters = false;
    static constexpr void write(sql_writer&) {}
    template <class Sink>
    constexpr void bind(Sink&) const {}
};
template <class Clauses>
inline constexpr bool is_refused = contains<refused_clause, Clauses>;

template <class Source>
struct from_clause {
    static constexpr clause_rank rank = clause_rank::from;
    using source = Source;
    static constexpr bool parameters = false;
    static constexpr void write(sql_writer& out) {
        out.text(" FROM ");
        note_table<Source, entity_names<typename Source::entity>>(out);
        Source::write_declaration(out);
    }
};

// A foreign key compares by the parent's collation, and SQL by that of the left operand.
template <class Column, class Key>
using equal_key = std::conditional_t<collation_of<Column::member>() == collation_of<Key::member>(),
                                     operation<equal, Column, Key>, operation<equal, Key, Column>>;

template <join_kind Kind, class Declared, class Condition>
constexpr void write_join(sql_writer& out) {
    out.text(Kind == join_kind::left    ? " LEFT JOIN "
             : Kind == join_kind::right ? " RIGHT JOIN "
             : Kind == join_kind::full  ? " FULL JOIN "
                                        : " JOIN ");
    Declared::write_declaration(out);
    out.text(" ON ");
    if (is_absent<Condition>(out.choices)) {
        out.skip_choices(choice_count<Condition>);
        out.text("1");
    } else {
        Condition::write(out);
    }
}

template <join_kind Kind, class Source, class Condition>
struct join_clause {
    static constexpr clause_rank rank = clause_rank::join;
    using source = Source;
    using nodes = type_list<Condition>;
    static constexpr join_kind kind = Kind;
    static constexpr bool parameters = has_parameters<Condition>;

    LITHE_NO_UNIQUE_ADDRESS Condition condition;

    static constexpr void write(sql_writer& out) {
        note_table<Source, entity_names<typename Source::entity>>(out);
        write_join<Kind, Source, Condition>(out);
    }
    template <class Sink>
    LITHE_ALWAYS_INLINE constexpr void bind(Sink& sink) const {
        bind_expression(sink, condition);
    }
};

/// Every row with every row. SQLite keeps the two tables in this order when it plans.
template <class Source>
struct join_clause<join_kind::cross, Source, unwritten_condition> {
    static constexpr clause_rank rank = clause_rank::join;
    using source = Source;
    static constexpr join_kind kind = join_kind::cross;
    static constexpr bool parameters = false;
    static constexpr void write(sql_writer& out) {
        out.text(" CROSS JOIN ");
        note_table<Source, entity_names<typename Source::entity>>(out);
        Source::write_declaration(out);
    }
};

/// Conditions joined by AND; an OR among them needs brackets.
template <class... Conditions>
constexpr void write_conditions(sql_writer& out) {
    bool first = true;
    constexpr precedence outer =
        sizeof...(Conditions) > 1 ? precedence::logical_and : precedence::logical_or;
    ((first ? void() : out.text(" AND "), write_operand<outer, Conditions>(out, true),
      first = false),
     ...);
}

/// WHERE or HAVING, or nothing where when() leaves no condition.
template <class... Conditions>
constexpr void write_condition_clause(sql_writer& out, std::string_view word) {
    if constexpr ((contains_choice<Conditions> || ...)) {
        constexpr precedence outer =
            sizeof...(Conditions) > 1 ? precedence::logical_and : precedence::logical_or;
        write_present<outer, Conditions...>(out, word, " AND ");
    } else {
        out.text(word);
        write_conditions<Conditions...>(out);
    }
}

template <class... Nodes>
constexpr void write_list(sql_writer& out) {
    comma separate{out};
    ((separate(), Nodes::write(out)), ...);
}

/// What clauses with a list of expressions share.
template <class... Nodes>
struct clause_of {
    using nodes = type_list<Nodes...>;
    static constexpr bool parameters = (has_parameters<Nodes> || ...);

    LITHE_NO_UNIQUE_ADDRESS value_pack<Nodes...> list;

    template <class Sink>
    LITHE_ALWAYS_INLINE constexpr void bind(Sink& sink) const {
        bind_pack(sink, list);
    }
};

template <class... Conditions>
struct where_clause : clause_of<Conditions...> {
    static constexpr clause_rank rank = clause_rank::where;
    static constexpr void write(sql_writer& out) {
        write_condition_clause<Conditions...>(out, " WHERE ");
    }
};

template <class... Nodes>
struct group_by_clause : clause_of<Nodes...> {
    static constexpr clause_rank rank = clause_rank::group_by;
    static constexpr void write(sql_writer& out) {
        out.text(" GROUP BY ");
        write_list<Nodes...>(out);
    }
};

template <class... Conditions>
struct having_clause : clause_of<Conditions...> {
    static constexpr clause_rank rank = clause_rank::having;
    static constexpr void write(sql_writer& out) {
        write_condition_clause<Conditions...>(out, " HAVING ");
    }
};

template <class... Windows>
struct window_clause {
    static constexpr clause_rank rank = clause_rank::window;
    using windows = type_list<Windows...>;
    using nodes = concat_t<typename Windows::nodes...>;
    static constexpr bool parameters = any_has_parameters<nodes>;

    LITHE_NO_UNIQUE_ADDRESS value_pack<Windows...> list;

    static constexpr void write(sql_writer& out) {
        out.text(" WINDOW ");
        comma separate{out};
        ((separate(), Windows::write_definition(out)), ...);
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        list.each([&](auto const& window) { window.bind_definition(sink); });
    }
};

struct distinct_clause {
    static constexpr clause_rank rank = clause_rank::distinct;
    static constexpr bool parameters = false;
    static constexpr void write(sql_writer&) {}
};

template <class... Terms>
struct order_by_clause {
    static constexpr clause_rank rank = clause_rank::order_by;
    using nodes = type_list<typename Terms::node_type...>;
    static constexpr bool parameters = (has_parameters<typename Terms::node_type> || ...);

    LITHE_NO_UNIQUE_ADDRESS value_pack<Terms...> list;

    static constexpr void write(sql_writer& out) {
        out.text(" ORDER BY ");
        write_list<Terms...>(out);
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        list.each([&](auto const& term) { bind_expression(sink, term.node); });
    }
};

template <class Node>
struct limit_clause : clause_of<Node> {
    static constexpr clause_rank rank = clause_rank::limit;
    static constexpr void write(sql_writer& out) {
        out.text(" LIMIT ");
        Node::write(out);
    }
};

template <class Node>
struct offset_clause : clause_of<Node> {
    static constexpr clause_rank rank = clause_rank::offset;
    static constexpr void write(sql_writer& out) {
        out.text(" OFFSET ");
        Node::write(out);
    }
};

// ---- questions about a list of clauses ----

template <clause_rank Rank, class Clauses>
struct clause_with_rank;
template <clause_rank Rank, class... Clauses>
struct clause_with_rank<Rank, type_list<Clauses...>> {
    using list =
        concat_t<std::conditional_t<Clauses::rank == Rank, type_list<Clauses>, type_list<>>...>;
};
/// The clauses of that rank, as a list.
template <clause_rank Rank, class Clauses>
using clauses_at = typename clause_with_rank<Rank, Clauses>::list;

template <clause_rank Rank, class Clauses>
inline constexpr bool has_clause = false;
template <clause_rank Rank, class... Clauses>
inline constexpr bool has_clause<Rank, type_list<Clauses...>> = ((Clauses::rank == Rank) || ...);

template <class Clause>
struct source_in {
    using type = type_list<>;
};
template <class Clause>
    requires requires { typename Clause::source; }
struct source_in<Clause> {
    using type = type_list<typename Clause::source>;
};
template <class Clauses>
struct sources_in;
template <class... Clauses>
struct sources_in<type_list<Clauses...>> {
    using type = concat_t<typename source_in<Clauses>::type...>;
};
/// The tables in FROM and JOIN, in order.
template <class Clauses>
using sources_of = typename sources_in<Clauses>::type;

/// Whether a source has the name of one of these. To SQLite two structs of one table, tables of two
/// schemas and names that differ in case are one.
template <class Source, class... Sources>
consteval bool is_named_in(type_list<Sources...>) {
    return (same_name(Source::name(), Sources::name()) || ...);
}

template <class Clause>
struct nullable_in {
    using type = type_list<>;
};
template <class Source, class Condition>
struct nullable_in<join_clause<join_kind::left, Source, Condition>> {
    using type = type_list<Source>;
};
template <class Source, class Condition>
struct nullable_in<join_clause<join_kind::full, Source, Condition>> {
    using type = type_list<Source>;
};

// RIGHT and FULL keep rows for which everything before them is missing.
template <class Clause>
inline constexpr bool misses_earlier = false;
template <class Source, class Condition>
inline constexpr bool misses_earlier<join_clause<join_kind::right, Source, Condition>> = true;
template <class Source, class Condition>
inline constexpr bool misses_earlier<join_clause<join_kind::full, Source, Condition>> = true;

template <class Seen, class Nullable, class... Clauses>
struct nullable_among {
    using type = Nullable;
};
template <class Seen, class Nullable, class Clause, class... Rest>
struct nullable_among<Seen, Nullable, Clause, Rest...>
    : nullable_among<concat_t<Seen, typename source_in<Clause>::type>,
                     concat_t<std::conditional_t<misses_earlier<Clause>, Seen, Nullable>,
                              typename nullable_in<Clause>::type>,
                     Rest...> {};

template <class Clauses>
struct nullable_sources_in;
template <class... Clauses>
struct nullable_sources_in<type_list<Clauses...>> {
    using type = concat_t<typename nullable_in<Clauses>::type...>;
};
template <class... Clauses>
    requires(misses_earlier<Clauses> || ...)
struct nullable_sources_in<type_list<Clauses...>>
    : nullable_among<type_list<>, type_list<>, Clauses...> {};
/// The tables whose rows an outer join may miss.
template <class Clauses>
using nullable_sources_of = typename nullable_sources_in<Clauses>::type;

}  // namespace lithe::inline v0::detail
