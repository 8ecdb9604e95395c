#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a trigger may not be: the mistakes in its condition and its statements, each found once.

#include <lithe/statement/create_table.hpp>
#include <lithe/statement/insert_row.hpp>
#include <lithe/statement/literal_text.hpp>
#include <lithe/statement/update.hpp>

#include <type_traits>

namespace lithe::inline v0::detail {

enum class row_moment : unsigned char { before, after };

enum class trigger_event : unsigned char { inserted, updated, deleted };
enum class trigger_time : unsigned char { before, after, instead };

enum class trigger_fault : unsigned char {
    none,
    columns,
    empty,
    no_statement,
    condition,
    more_than_row,
    different_forms,
    unread_form,
    rows,
    hidden_row,
    names,
    returning,
    incomplete,
    range
};
consteval bool absent(trigger_fault found, trigger_fault fault) {
    return found != fault;
}

// new_ and old_ must be of the trigger's table, and of a row that there is.
template <class Head, class Node>
consteval bool rows_exist() {
    if constexpr (requires { Node::moment; }) {
        constexpr bool there = Node::moment == row_moment::after
                                   ? Head::event != trigger_event::deleted
                                   : Head::event != trigger_event::inserted;
        return there && std::is_same_v<typename Node::entity, typename Head::entity>;
    } else if constexpr (requires { typename Node::children; }) {
        return []<class... Children>(type_list<Children...>) {
            return (rows_exist<Head, Children>() && ...);
        }(typename Node::children{});
    } else {
        return true;
    }
}
template <class Head, class... Nodes>
consteval bool rows_exist_in(type_list<Nodes...>) {
    return (rows_exist<Head, Nodes>() && ...);
}
template <class Head, class... Assignments>
consteval bool rows_exist_in_values(type_list<Assignments...>) {
    return (rows_exist<Head, typename Assignments::value_node>() && ...);
}
template <class Head, class Clause>
consteval bool rows_exist_in_clause() {
    if constexpr (requires { typename Clause::assignments; }) {
        return rows_exist_in_values<Head>(typename Clause::assignments{});
    } else if constexpr (requires { typename Clause::nodes; }) {
        return rows_exist_in<Head>(typename Clause::nodes{});
    } else {
        return true;
    }
}
template <class Head, class... Clauses>
consteval bool rows_exist_in_clauses(type_list<Clauses...>) {
    return (rows_exist_in_clause<Head, Clauses>() && ...);
}
template <class Head, class Statement>
consteval bool rows_exist_in_statement() {
    if constexpr (requires { typename Statement::clauses; }) {
        return rows_exist_in_clauses<Head>(typename Statement::clauses{});
    } else {
        return rows_exist_in_clause<Head, Statement>();
    }
}

template <class Statement>
consteval bool has_range() {
    if constexpr (requires { typename Statement::clauses; }) {
        return any_clause_has_range(typename Statement::clauses{});
    } else {
        return clause_has_range<Statement>();
    }
}
template <class Statement>
inline constexpr bool is_trigger_statement =
    requires { find_in_whole(static_cast<Statement*>(nullptr)); };
template <class Statement>
consteval bool is_complete() {
    return decltype(find_in_whole(static_cast<Statement*>(nullptr)))::value == rule::none;
}

// SQLite looks for new.x and old.x in FROM first.
template <class Statement>
consteval bool hides_row() {
    if constexpr (names_trigger_row(entity_names<typename Statement::target>::table())) {
        return true;
    } else if constexpr (requires { Statement::write_body; }) {
        return with_of<Statement>.row_hidden;
    } else {
        return gather(&Statement::write).row_hidden;
    }
}
template <class Statement>
consteval bool names_queries() {
    if constexpr (requires { typename Statement::clauses; }) {
        return has_names<typename Statement::clauses>;
    } else {
        return false;
    }
}

template <class Head, class Condition>
consteval trigger_fault fault_of_when() {
    if constexpr (!is_present<Condition>) {
        return trigger_fault::none;
    } else if constexpr (!is_condition_expression<Condition>) {
        return trigger_fault::condition;
    } else if constexpr (!rows_exist<Head, Condition>()) {
        return trigger_fault::rows;
    } else if constexpr (!columns_are_in<type_list<>, Condition>() ||
                         contains_aggregate<Condition> || contains_window<Condition>) {
        return trigger_fault::more_than_row;
    } else if constexpr (!forms_agree<Condition>()) {
        return trigger_fault::different_forms;
    } else if constexpr (has_unread_form<Condition>()) {
        return trigger_fault::unread_form;
    } else {
        return gather(&Condition::write).row_hidden ? trigger_fault::hidden_row
                                                    : trigger_fault::none;
    }
}
template <class Head, class Condition, class... Statements>
consteval trigger_fault find_trigger_fault() {
    if constexpr (!all_in<typename Head::entity>(typename Head::columns{})) {
        return trigger_fault::columns;
    } else if constexpr (sizeof...(Statements) == 0) {
        return trigger_fault::empty;
    } else if constexpr (!(is_trigger_statement<Statements> && ...)) {
        return trigger_fault::no_statement;
    } else if constexpr ((Statements::returns_rows || ...)) {
        return trigger_fault::returning;
    } else if constexpr (fault_of_when<Head, Condition>() != trigger_fault::none) {
        return fault_of_when<Head, Condition>();
    } else if constexpr (!(rows_exist_in_statement<Head, Statements>() && ...)) {
        return trigger_fault::rows;
    } else if constexpr ((names_queries<Statements>() || ...)) {
        return trigger_fault::names;
    } else if constexpr (!(is_complete<Statements>() && ...)) {
        return trigger_fault::incomplete;
    } else if constexpr ((hides_row<Statements>() || ...)) {
        return trigger_fault::hidden_row;
    } else {
        return any_range<Condition>() || (has_range<Statements>() || ...) ? trigger_fault::range
                                                                          : trigger_fault::none;
    }
}

}  // namespace lithe::inline v0::detail
