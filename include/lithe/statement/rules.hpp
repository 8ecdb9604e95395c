#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a statement may not be: the rules of SQL that SQLite checks at run time or not at all, each
// one sentence at compile time. What a finder has found, a public function explains: each call
// between costs Clang 3 lines.

#include <lithe/statement/rule.hpp>

namespace lithe::inline v0::detail {

// A call, because compilers add lines of explanation to a comparison.
consteval bool unbroken(rule found, rule asked) {
    return found != asked;
}

/// The sentence of what was found; true when nothing was.
template <class Found>
consteval bool explain() {
    using enum rule;
    constexpr rule found = Found::value;
    static_assert(
        unbroken(found, column_outside),
        "lithe: column: its table is not in FROM or JOIN; add join<Table>() or remove the column");
    static_assert(unbroken(found, outside_target),
                  "lithe: column: its table is not this statement's (nor in from() of it); name "
                  "one of its own");
    static_assert(unbroken(found, different_forms),
                  "lithe: comparison: two columns store their type in different forms (stored_as); "
                  "use one form");
    static_assert(
        unbroken(found, unread_form),
        "lithe: date(): SQLite does not read this column's stored form; store it as ticks or "
        "iso8601");
    static_assert(unbroken(found, not_a_condition),
                  "lithe: condition: an argument of where(), having() or join() is none; compare "
                  "it with something");
    static_assert(
        unbroken(found, no_condition),
        "lithe: where(), having(): no condition is given; give one or leave the clause out");
    static_assert(
        unbroken(found, aggregate_in_condition),
        "lithe: where(), join(): an aggregate in WHERE or ON; put the condition into having()");
    static_assert(
        unbroken(found, window_outside),
        "lithe: over(): a window function stands in select() and order_by() alone; filter "
        "its rows in C++ or in an outer query");
    static_assert(unbroken(found, choice_outside),
                  "lithe: when(): it stands in where(), having() and ON, choose() in order_by(); "
                  "else use iif()");
    static_assert(unbroken(found, trigger_outside),
                  "lithe: new_, old_: this statement is of no trigger; name the column by col<>");
    static_assert(
        unbroken(found, seek_order),
        "lithe: seek_after(): the order does not tell all rows apart; end order_by() with "
        "the primary key");
    static_assert(unbroken(found, seek_not_selected),
                  "lithe: seek_after(): an ordering term is not in the row; select it, too");
    static_assert(unbroken(found, seek_value),
                  "lithe: seek_after(): an ordering term holds run-time values; write them as "
                  "literal<2>, in select(), too");
    static_assert(
        unbroken(found, seek_choice),
        "lithe: seek_after(): the order is chosen at run time; give each order a query of "
        "its own");
    static_assert(unbroken(found, seek_compound),
                  "lithe: seek_after(): a compound has no key; query it as derived(), and compare "
                  "row_value() in where()");
    static_assert(
        unbroken(found, seek_row),
        "lithe: seek_after(): this is not a row of the query; give the last row before it");
    static_assert(
        unbroken(found, relation_key),
        "lithe: with_many(): this is no foreign key to the query's table; name all fields "
        "that refer to it");
    static_assert(unbroken(found, relation_not_unique),
                  "lithe: with_one(): several rows may have this foreign key; make it unique<> or "
                  "use with_many()");
    static_assert(
        unbroken(found, relation_base),
        "lithe: with_many(): the rows are not whole ones of one table; leave out select() "
        "and outer joins");
    static_assert(unbroken(found, related_rows_alone),
                  "lithe: with_many(): such rows are fetched all at once; use fetch_all(), with a "
                  "where() for one");
    static_assert(unbroken(found, unguarded_when),
                  "lithe: where(): when() may leave this UPDATE or DELETE without a condition; add "
                  "one that stays");
    static_assert(unbroken(found, unknown_window),
                  "lithe: over(): no window() of the query has this window, or two have its name; "
                  "add or rename it");
    static_assert(unbroken(found, not_a_window),
                  "lithe: window(): this is no window; give lithe::window<name>(order_by(x))");
    static_assert(unbroken(found, clause_order),
                  "lithe: from(): clauses come once: from join where group_by having window select "
                  "order_by limit offset; reorder");
    static_assert(
        unbroken(found, function_join),
        "lithe: right_join(): SQLite has no RIGHT or FULL JOIN of a function; use join() or "
        "left_join()");
    static_assert(unbroken(found, joined_twice),
                  "lithe: join(): this table is joined already; use an alias for the second");
    static_assert(unbroken(found, no_foreign_key),
                  "lithe: join(): no foreign key connects these tables; give join<Table>(on)");
    static_assert(unbroken(found, several_foreign_keys),
                  "lithe: join(): several foreign keys connect these tables; give join<Table>(on)");
    static_assert(
        unbroken(found, ungrouped),
        "lithe: group_by(): a column is neither in it nor in an aggregate; add it to one");
    static_assert(
        unbroken(found, grouped_value),
        "lithe: group_by(): a run-time value in a grouped expression may be another one here; "
        "write literal<...>");
    static_assert(unbroken(found, grouped_aggregate),
                  "lithe: group_by(): an aggregate; group by what it is made of");
    static_assert(
        unbroken(found, nested_aggregate),
        "lithe: select(): an aggregate inside an aggregate, without over(); use a subquery");
    static_assert(unbroken(found, not_an_expression),
                  "lithe: select(), group_by(), order_by(): this is no expression; give columns, "
                  "literal<value> or parameter(value)");
    static_assert(unbroken(found, outer_alone),
                  "lithe: outer(): this statement stands in no other; use it in exists(), in() or "
                  "scalar() of one");
    static_assert(
        unbroken(found, outer_own),
        "lithe: outer(): its table is in this query, too, and would be meant; give one of "
        "them an alias");
    static_assert(unbroken(found, outer_aggregate),
                  "lithe: exists(): an aggregate of columns of the query around; select it there");
    static_assert(unbroken(found, row_of_query),
                  "lithe: row_value(): the query's rows differ in width or in a column's type; "
                  "select as many of these kinds");
    static_assert(unbroken(found, one_column),
                  "lithe: in(): a subquery that gives values selects one column; say with select() "
                  "which");
    static_assert(unbroken(found, compound_nested),
                  "lithe: union_with(): this is no plain query; chain them from the left: "
                  "first.union_with(second).except(third)");
    static_assert(unbroken(found, compound_cut),
                  "lithe: union_with(): order_by() and limit() are of the whole; put them behind "
                  "the last query");
    static_assert(unbroken(found, compound_width),
                  "lithe: union_with(): the queries have different numbers of columns; select as "
                  "many in each");
    static_assert(unbroken(found, compound_type),
                  "lithe: union_with(): two columns have types that do not mix in one; convert one "
                  "of them");
    static_assert(unbroken(found, compound_order),
                  "lithe: order_by(): a compound is ordered by columns of its result; name one of "
                  "the first query");
    static_assert(unbroken(found, cte_row),
                  "lithe: cte(): the rows are no struct, or not that of cte_ref(); fill it with "
                  "select_as<Row>()");
    static_assert(unbroken(found, cte_field),
                  "lithe: cte(): a field would be a whole struct; select its columns one by one");
    static_assert(unbroken(found, cte_step),
                  "lithe: recursive_cte(): no later query joins the reference without aggregates, "
                  "or the first does; rewrite it");
    static_assert(unbroken(found, cte_twice),
                  "lithe: cte(): two queries of one name in a statement; give each its own");
    static_assert(unbroken(found, cte_unknown),
                  "lithe: cte_ref(): no recursive_cte() of this name is in the statement; use what "
                  "that returned");
    static_assert(
        unbroken(found, cte_hides),
        "lithe: cte(): a table of the statement has this name and would be hidden; choose "
        "another");
    static_assert(unbroken(found, cte_many),
                  "lithe: cte(): more than 16 names in WITH, or tables beside them; split the "
                  "statement");
    static_assert(unbroken(found, insert_columns),
                  "lithe: columns(): this is no column of the table; name those to be filled");
    static_assert(unbroken(found, insert_width),
                  "lithe: select_from(): the query has another number of columns; select one for "
                  "each");
    static_assert(unbroken(found, insert_type),
                  "lithe: select_from(): a value's type, or its NULL, does not fit the column; use "
                  "cast() or coalesce()");
    static_assert(unbroken(found, rule::field_count),
                  "lithe: select_as(), returning_as(): the aggregate has another number of fields; "
                  "give one expression for each");
    static_assert(unbroken(found, rule::field_type),
                  "lithe: select_as(), returning_as(): a field's type is not that of its "
                  "expression; change the field");
    static_assert(unbroken(found, field_drops_null),
                  "lithe: select_as(), returning_as(): a field would drop NULL; make it "
                  "std::optional or use coalesce()");
    static_assert(
        unbroken(found, not_a_whole_number),
        "lithe: limit(), offset(): the count is not a whole number; give an integer value");
    static_assert(
        unbroken(found, write_order),
        "lithe: returning(): clauses come once: set where returning, or values on_conflict "
        "returning; reorder");
    static_assert(unbroken(found, returned_aggregate),
                  "lithe: returning(): an aggregate, but it sees one row at a time; use a query");
    static_assert(unbroken(found, nothing_assigned),
                  "lithe: set(), do_update(): nothing is assigned; give col<&T::f> = value");
    static_assert(
        unbroken(found, not_an_assignment),
        "lithe: set(), do_update(): this is not an assignment; write col<&T::f> = value, not ==");
    static_assert(unbroken(found, assigned_twice),
                  "lithe: set(), do_update(): a column is assigned twice; SQLite would drop the "
                  "first, remove one");
    static_assert(unbroken(found, assigned_aggregate),
                  "lithe: set(), do_update(): an aggregate cannot be assigned; query it first");
    static_assert(
        unbroken(found, assigned_generated),
        "lithe: set(): a generated column; SQLite computes it, assign what it is made of");
    static_assert(
        unbroken(found, patch_field),
        "lithe: set(): a patch's field is not an optional of the entity's field of that name; "
        "change it");
    static_assert(
        unbroken(found, excluded_outside),
        "lithe: excluded: it belongs into do_update() of its own table; use col<> elsewhere");
    static_assert(unbroken(found, no_guard),
                  "lithe: update(): there is no where(); say all_rows() when every row is meant");
    static_assert(
        unbroken(found, no_delete_guard),
        "lithe: delete_from(): there is no where(); say all_rows() when every row is meant");
    static_assert(unbroken(found, nothing_set),
                  "lithe: update(): nothing is changed; say with set() what to change");
    static_assert(
        unbroken(found, inserted_together),
        "lithe: insert(): it takes one struct, behind it at most lithe::defaults<...>; use "
        "insert_all() for several");
    static_assert(unbroken(found, not_a_range),
                  "lithe: insert_all(): this is no range of structs; use insert() for one");
    static_assert(unbroken(found, virtual_returning),
                  "lithe: returning(): SQLite gives no written row of FTS5 and R*Tree tables back; "
                  "use insert(), or a query");
    static_assert(unbroken(found, no_upsert),
                  "lithe: upsert(), on_conflict(): SQLite has none for FTS5, R*Tree and views; use "
                  "update() or or_replace()");
    static_assert(unbroken(found, nothing_inserted),
                  "lithe: insert_into(): nothing is inserted; say with values() what to insert");
    static_assert(
        unbroken(found, conflict_target),
        "lithe: on_conflict(): these fields are no key of the table; name a primary key or "
        "unique<>");
    static_assert(unbroken(found, no_conflict_action),
                  "lithe: on_conflict(): what is done then is not said; add do_nothing() or "
                  "do_update(...)");
    static_assert(unbroken(found, no_inserted_query),
                  "lithe: columns(): what fills them is not said; add select_from(query)");
    static_assert(unbroken(found, default_outside),
                  "lithe: insert(): defaults<> names a field of another struct; name one of this");
    static_assert(
        unbroken(found, default_of_key),
        "lithe: insert(): defaults<> leaves out the key, which insert returns; give the key");
    static_assert(unbroken(found, no_primary_key),
                  "lithe: primary key: this struct has none, by which its row is found; declare "
                  "one or use where()");
    static_assert(unbroken(found, rule::key_type),
                  "lithe: primary key: what is given is not its type (its fields, in their order); "
                  "convert it");
    static_assert(
        unbroken(found, reader_writes),
        "lithe: reader: this statement writes; run it in a transaction, as in db.write(...)");
    static_assert(
        unbroken(found, not_a_statement),
        "lithe: fetch, stream(), execute(): this is no statement; give one, as from<T>(), "
        "or use insert() for a struct");
    static_assert(unbroken(found, no_rows),
                  "lithe: fetch: this statement returns no rows; use execute(), returning() or "
                  "sql<...>.as<Row>()");
    static_assert(
        unbroken(found, executed_query),
        "lithe: execute(): a query changes nothing; use fetch_all(), fetch_one() or stream()");
    static_assert(unbroken(found, view_in_result),
                  "lithe: fetch: a view would dangle in a result; use stream(), or std::string and "
                  "std::vector<std::byte>");
    static_assert(unbroken(found, values_missing),
                  "lithe: sql: a text alone is not run; write sql<...>(values) or "
                  "sql<...>.as<Row>(values)");
    return found == rule::none;
}

}  // namespace lithe::inline v0::detail
