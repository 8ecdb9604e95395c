#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Triggers: a struct whose schema() returns
// `trigger<Post>("touch").after_update<&Post::title>().when(…).run(statements…)`, made by
// create_tables. `new_<&Post::title>` and `old_<&Post::title>` are the row's values.
// https://www.sqlite.org/lang_createtrigger.html

#include <lithe/statement/create_table.hpp>
#include <lithe/statement/trigger_rules.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

/// A column of the row that a trigger runs for, as it is after or was before the change.
template <row_moment Moment, auto Member>
struct trigger_column : postfix_functions<trigger_column<Moment, Member>> {
    using entity = owner_of<Member>;
    using children = type_list<>;
    using field = field_of<Member>;
    using value_type = bare<field>;
    static constexpr precedence rank = precedence::primary;
    static constexpr row_moment moment = Moment;
    static constexpr unsigned inside = trigger_row_inside;

    template <class Nullable>
    static consteval bool may_be_null() {
        return is_optional<field>;
    }
    static constexpr void write(sql_writer& out) {
        out.text(Moment == row_moment::after ? "new." : "old.");
        out.identifier(entity_names<entity>::template column<Member>());
    }
    constexpr void write_literal(sql_writer& out) const { write(out); }
};
template <row_moment Moment, auto Member>
    requires column_with_form<column<Member>>
struct formed<trigger_column<Moment, Member>> : formed<column<Member>> {};

/// When a trigger runs, and for which table; all in the type.
template <class Entity, trigger_time Time, trigger_event Event, auto... Members>
struct trigger_head {
    using entity = Entity;
    using columns = members<Members...>;
    static constexpr trigger_event event = Event;

    static constexpr void write(sql_writer& out) {
        out.text(Time == trigger_time::before  ? " BEFORE"
                 : Time == trigger_time::after ? " AFTER"
                                               : " INSTEAD OF");
        out.text(Event == trigger_event::inserted  ? " INSERT"
                 : Event == trigger_event::updated ? " UPDATE"
                                                   : " DELETE");
        if constexpr (sizeof...(Members) > 0) {
            out.text(" OF ");
            comma separate{out};
            ((separate(), out.identifier(column_names<Entity>[member_index<Members>])), ...);
        }
        out.text(" ON ");
        out.identifier(entity_names<Entity>::table());
    }
};

template <class Entity, std::size_t Index>
struct trigger_statement {
    static constexpr auto const& get() { return detail::get<Index>(descriptor_of<Entity>.list); }
};
template <class Entity>
struct trigger_condition {
    static constexpr auto get() {
        return expression_text<std::remove_cvref_t<decltype(descriptor_of<Entity>.condition)>>{
            descriptor_of<Entity>.condition};
    }
};

}  // namespace detail

/// The row's value after the change, in a trigger of INSERT or UPDATE.
template <auto Member>
inline constexpr detail::trigger_column<detail::row_moment::after, Member> new_{};
/// The row's value before the change, in a trigger of UPDATE or DELETE.
template <auto Member>
inline constexpr detail::trigger_column<detail::row_moment::before, Member> old_{};

/// A trigger's descriptor: what `schema()` returns.
template <class Head, class Condition, class... Statements>
struct trigger_t {
    static constexpr int creation_rank = 3;
    static constexpr bool is_trigger = true;
    using constraint_list = detail::value_pack<>;
    std::string_view name;
    LITHE_NO_UNIQUE_ADDRESS Condition condition;
    detail::value_pack<Statements...> list;
    constraint_list constraints{};
    bool strict = false;

    /// Only for rows for which `filter` is true.
    template <expression Filter>
    [[nodiscard]] constexpr auto when(Filter filter) const {
        return trigger_t<Head, Filter, Statements...>{name, std::move(filter), list};
    }
    /// What it does, one statement after the other: update, delete_from, insert_into, insert_row.
    template <class... Added>
    [[nodiscard]] constexpr auto run(Added... statements) const {
        return trigger_t<Head, Condition, Added...>{
            name, condition, detail::make_pack<Added...>(std::move(statements)...)};
    }

    template <class Entity>
    static consteval bool is_sound() {
        return detail::find_trigger_fault<Head, Condition, Statements...>() ==
               detail::trigger_fault::none;
    }
    template <class Entity>
    static consteval bool explain() {
        using enum detail::trigger_fault;
        constexpr auto fault = detail::find_trigger_fault<Head, Condition, Statements...>();
        static_assert(absent(fault, columns),
                      "lithe: trigger(): after_update<> names a field of another struct; name "
                      "fields of its table");
        static_assert(absent(fault, empty),
                      "lithe: trigger(): it does nothing; give statements to run()");
        static_assert(
            absent(fault, no_statement),
            "lithe: trigger(): run() takes update, delete_from, insert_into and insert_row; "
            "write it with these");
        static_assert(absent(fault, returning),
                      "lithe: trigger(): a statement of it returns rows; leave returning() out");
        static_assert(absent(fault, condition),
                      "lithe: trigger(): when() is not a condition; compare it with something");
        static_assert(
            absent(fault, more_than_row),
            "lithe: trigger(): when() reads more than its row; name values with new_<> and "
            "old_<>");
        static_assert(absent(fault, different_forms),
                      "lithe: trigger(): when() compares a type in two stored forms (stored_as); "
                      "use columns of one form");
        static_assert(absent(fault, unread_form),
                      "lithe: trigger(): a date function does not read this stored form; store the "
                      "time as ticks or iso8601");
        static_assert(absent(fault, rows),
                      "lithe: trigger(): new_ or old_ of another table or of a row that is not "
                      "there; name this one's");
        static_assert(
            absent(fault, hidden_row),
            "lithe: trigger(): a table or an alias is named new or old and would hide the "
            "trigger's rows; rename it");
        static_assert(absent(fault, names),
                      "lithe: trigger(): SQLite has no WITH in triggers; use derived() in place of "
                      "cte()");
        static_assert(absent(fault, incomplete),
                      "lithe: trigger(): a statement is not complete; say set() and where() or "
                      "all_rows(), or values()");
        static_assert(absent(fault, range),
                      "lithe: trigger(): in(range) reads an array of the program; list the values, "
                      "as in(1, 2, 3)");
        return fault == none;
    }
    template <class Entity>
    static constexpr void write_create(sql_writer& out) {
        out.text("CREATE TRIGGER ");
        out.identifier(detail::entity_names<Entity>::table());
        Head::write(out);
        if constexpr (detail::is_present<Condition>) {
            out.text(" WHEN ");
            detail::write_with_literals<detail::trigger_condition<Entity>>(out);
        }
        out.text(" BEGIN ");
        [&]<std::size_t... Index>(std::index_sequence<Index...>) {
            ((detail::write_with_literals<detail::trigger_statement<Entity, Index>>(out),
              out.text("; ")),
             ...);
        }(std::index_sequence_for<Statements...>{});
        out.text("END");
    }
};

/// `trigger<Post>("touch")`: says when it runs.
template <class Entity>
struct trigger_start {
    std::string_view name;

    [[nodiscard]] constexpr auto before_insert() const { return make<before, inserted>(); }
    [[nodiscard]] constexpr auto after_insert() const { return make<after, inserted>(); }
    /// Any update, or one that sets one of the fields.
    template <auto... Members>
    [[nodiscard]] constexpr auto before_update() const {
        return make<before, updated, Members...>();
    }
    template <auto... Members>
    [[nodiscard]] constexpr auto after_update() const {
        return make<after, updated, Members...>();
    }
    [[nodiscard]] constexpr auto before_delete() const { return make<before, deleted>(); }
    [[nodiscard]] constexpr auto after_delete() const { return make<after, deleted>(); }
    /// Of views, which cannot be written otherwise.
    [[nodiscard]] constexpr auto instead_of_insert() const { return make<instead, inserted>(); }
    template <auto... Members>
    [[nodiscard]] constexpr auto instead_of_update() const {
        return make<instead, updated, Members...>();
    }
    [[nodiscard]] constexpr auto instead_of_delete() const { return make<instead, deleted>(); }

private:
    using enum detail::trigger_time;
    using enum detail::trigger_event;

    template <detail::trigger_time Time, detail::trigger_event Event, auto... Members>
    constexpr auto make() const {
        using head = detail::trigger_head<Entity, Time, Event, Members...>;
        return trigger_t<head, detail::no_operand>{name, {}, {}};
    }
};
/// Describes a trigger on `Entity`'s table; `schema()` of a struct without fields returns it.
template <class Entity>
constexpr auto trigger(std::string_view name) {
    return trigger_start<Entity>{name};
}

}  // namespace lithe::inline v0
