#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// RETURNING for INSERT, UPDATE and DELETE, and what the three share: their clauses.
// https://www.sqlite.org/lang_returning.html

#include <lithe/statement/write_rules.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace lithe::inline v0::detail {

template <class List>
constexpr void write_returning(sql_writer& out) {
    out.text(out.returns_to_collector ? " RETURNING lithe_returned(" : " RETURNING ");
    List::write(out);
    if (out.returns_to_collector)
        out.put(')');
}

template <class... Items>
struct returning_clause : select_clause<Items...> {
    static constexpr write_rank place = write_rank::returning;
    static constexpr void write(sql_writer& out) { write_returning<select_clause<Items...>>(out); }
};
/// `returning()` without arguments: the whole row as the entity.
template <class Entity>
struct returning_row_clause {
    static constexpr write_rank place = write_rank::returning;
    static constexpr bool parameters = false;
    using items = type_list<all_columns<Entity>>;
    using shape = entity_row<Entity>;
    static constexpr std::size_t width = field_count<Entity>;
    static constexpr void write(sql_writer& out) {
        write_returning<default_projection<table_source<Entity>>>(out);
    }
};
template <class Row, class... Items>
struct returning_as_clause : returning_clause<Items...> {
    using shape = aggregate_row<Row, Items...>;
};

/// The same write, its rows handed to the collector of the connection while SQLite can still undo
/// it. https://www.sqlite.org/lang_returning.html#processing_order
template <class Statement>
struct returned_text {
    static constexpr void write(sql_writer& out) {
        out.returns_to_collector = true;
        Statement::write(out);
    }
};

template <class... Clauses>
consteval auto returning_in() {
    return concat_t<std::conditional_t<place_of<Clauses> == write_rank::returning,
                                       type_list<Clauses>, type_list<>>...>{};
}

/// What a fetch call needs of a statement that writes.
template <class List>
struct write_rows {
    static constexpr bool returns_rows = false;
    struct shape {};
    using row_type = void;
    static constexpr std::size_t width = 0;
};
template <class Returning>
struct write_rows<type_list<Returning>> {
    static constexpr bool returns_rows = true;
    using shape = typename Returning::shape;
    using row_type = typename row_of_shape<shape, type_list<>>::type;
    static constexpr std::size_t width = Returning::width;
};

template <class... Assignments>
struct set_clause {
    static constexpr write_rank place = write_rank::values;
    static constexpr bool parameters = (has_parameters<typename Assignments::value_node> || ...);
    using assignments = type_list<Assignments...>;
    using nodes = type_list<typename Assignments::value_node...>;

    LITHE_NO_UNIQUE_ADDRESS value_pack<Assignments...> list;

    static constexpr void write(sql_writer& out) {
        out.text(" SET ");
        write_assignments(out);
    }
    static constexpr void write_assignments(sql_writer& out) {
        comma separate{out};
        ((separate(), write_assignment<Assignments>(out)), ...);
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        list.each([&](auto const& assignment) { bind_expression(sink, assignment.value); });
    }

private:
    template <class Assignment>
    static constexpr void write_assignment(sql_writer& out) {
        using column_type = typename Assignment::column;
        // The left side is a bare name even where columns are written with their table.
        out.identifier(
            entity_names<typename column_type::entity>::template column<column_type::member>());
        out.text(" = ");
        Assignment::value_node::write(out);
    }
};

struct all_rows_clause {
    static constexpr write_rank place = write_rank::where;
    static constexpr bool parameters = false;
    static constexpr void write(sql_writer&) {}
};

template <class... Conditions>
struct write_where_clause : where_clause<Conditions...> {
    static constexpr write_rank place = write_rank::where;
};

template <bool Good, template <class, class...> class Statement, class Entity, class New,
          class... Clauses>
constexpr auto add_write_clause(Statement<Entity, Clauses...>&& statement, New clause) {
    if constexpr (Good) {
        return Statement<Entity, Clauses..., New>{static_cast<Clauses&&>(statement)...,
                                                  std::move(clause)};
    } else if constexpr (is_refused<type_list<Clauses...>>) {
        return std::move(statement);
    } else {
        return Statement<Entity, Clauses..., refused_clause>{static_cast<Clauses&&>(statement)...,
                                                             refused_clause{}};
    }
}

template <bool Good, template <class, class...> class Statement, class Entity>
constexpr auto begin_write() {
    if constexpr (Good) {
        return Statement<Entity>{};
    } else {
        return Statement<Entity, refused_clause>{};
    }
}

/// A SET of what are assignments; of a mistake nothing.
template <bool Good, class... Assignments>
constexpr auto make_set(Assignments... assignments) {
    if constexpr (Good) {
        return set_clause<Assignments...>{make_pack<Assignments...>(std::move(assignments)...)};
    } else {
        return refused_clause{};
    }
}

template <class Sink, class Clause>
constexpr void bind_clause(Sink& sink, Clause const& clause) {
    if constexpr (Clause::parameters)
        clause.bind(sink);
}

template <class Entity, class... Clauses>
using finding_of_virtual =
    found_if<is_virtual<Entity> && has_place<write_rank::returning, Clauses...>,
             rule::virtual_returning>;

}  // namespace lithe::inline v0::detail
