#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// INSERT of one row of expressions: `insert_into<File>().set(col<&File::data> = zeroblob(n))`, and
// in a trigger `insert_row<Log>(col<&Log::post_id> = new_<&Post::id>, …)`.

#include <lithe/statement/insert.hpp>

#include <utility>

namespace lithe::inline v0 {
namespace detail {

/// What set() of an INSERT adds.
template <class Entity, class... Assignments>
struct insert_set_clause : set_clause<Assignments...> {
    static constexpr bool inserts_expressions = true;
    static constexpr void write(sql_writer& out) {
        out.put(' ');
        write_column_list<Entity>(
            out, std::index_sequence<member_index<Assignments::column::member>...>{});
        out.text(" VALUES (");
        write_list<typename Assignments::value_node...>(out);
        out.put(')');
    }
};

// There is no row yet whose columns could be named.
template <class Entity, class... Clauses, class... Assignments>
consteval auto find_in_insert_set(type_list<insert_statement<Entity, Clauses...>, Assignments...>) {
    using order = decltype(find_write_order<write_rank::values>(type_list<Clauses...>{}));
    if constexpr (is_refused<type_list<Clauses...>>) {
        return no_finding{};
    } else if constexpr (order::value != rule::none) {
        return order{};
    } else {
        return find_in_assignments<Entity, type_list<>, Assignments...>();
    }
}
template <bool Good, class Entity, class... Clauses, class... Assignments>
constexpr auto add_expressions(insert_statement<Entity, Clauses...> const& statement,
                               type_list<insert_statement<Entity, Clauses...>, Assignments...>,
                               Assignments... assignments) {
    if constexpr (Good) {
        return statement.template add<true>(insert_set_clause<Entity, Assignments...>{
            {make_pack<Assignments...>(std::move(assignments)...)}});
    } else {
        return statement.template add<false>(refused_clause{});
    }
}

/// INSERT of one row from expressions; `Assignments` is refused_clause where they were refused.
template <class Entity, class... Assignments>
struct insert_row_statement : entity_statement<Entity> {
    using assignments = type_list<Assignments...>;
    value_pack<Assignments...> list;

    static constexpr void write(sql_writer& out) {
        out.text("INSERT INTO ");
        out.identifier(entity_names<Entity>::table());
        out.text(" (");
        comma separate{out};
        ((separate(),
          out.identifier(column_names<Entity>[member_index<Assignments::column::member>])),
         ...);
        out.text(") VALUES (");
        comma separate_values{out};
        ((separate_values(), Assignments::value_node::write(out)), ...);
        out.put(')');
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        list.each([&](auto const& assignment) { bind_expression(sink, assignment.value); });
    }
};
template <class Entity>
struct insert_row_statement<Entity, refused_clause> : entity_statement<Entity> {
    using assignments = type_list<>;
    static constexpr void write(sql_writer&) {}
    template <class Sink>
    constexpr void bind(Sink&) const {}
};

// Without assignments it is not complete, as an INSERT without values() is.
template <class Entity, class... Assignments>
consteval auto find_in_whole(insert_row_statement<Entity, Assignments...> const*) {
    return found_if<sizeof...(Assignments) == 0, rule::nothing_assigned>{};
}
template <class Entity, class... Assignments>
consteval auto find_in_insert_row() {
    if constexpr (sizeof...(Assignments) == 0) {
        return no_finding{};
    } else {
        return find_in_assignments<Entity, only_source<Entity>, Assignments...>();
    }
}

}  // namespace detail

/// `insert_row<Log>(col<&Log::post_id> = new_<&Post::id>, …)`: for triggers, one row of
/// expressions; columns that are not named take their DEFAULT or NULL.
template <class Entity, class... Assignments>
constexpr auto insert_row(Assignments... assignments) {
    using found = decltype(detail::find_in_insert_row<Entity, Assignments...>());
    if constexpr (detail::require_schema<Entity>() && detail::explain<found>()) {
        return detail::insert_row_statement<Entity, Assignments...>{
            {}, detail::make_pack<Assignments...>(std::move(assignments)...)};
    } else {
        return detail::insert_row_statement<Entity, detail::refused_clause>{};
    }
}

}  // namespace lithe::inline v0
