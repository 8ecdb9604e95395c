#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// UPDATE and DELETE. A statement without where() does not run: `all_rows()` says that every row is
// meant. https://www.sqlite.org/lang_update.html https://www.sqlite.org/lang_delete.html

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <lithe/statement/returning.hpp>

namespace lithe::inline v0 {
namespace detail {

/// What UPDATE and DELETE share; `Self` is the statement, `Entity` its table.
template <class Self, class Entity, class... Clauses>
struct filtered_statement : Clauses... {
    using target = Entity;
    using rows = write_rows<decltype(find_returning<Clauses...>())>;
    static constexpr bool writes = true;
    static constexpr bool returns_rows = rows::returns_rows;

    /// The text; a constant.
    [[nodiscard]] static constexpr std::string_view sql() { return sql_of<Self>; }

    /// The rows for which all `conditions` are true.
    template <expression... Conditions>
    [[nodiscard]] constexpr auto where(Conditions... conditions) const {
        require_single_clause<(is_condition<Clauses> || ...)>();
        if constexpr ((require_condition<Conditions>() && ...))
            (require_no_aggregate<Conditions>(), ...);
        static_cast<void>(require_columns_in<only_source<Entity>, Conditions...>());
        return add(write_where_clause<Conditions...>{{{make_pack(std::move(conditions)...)}}});
    }
    /// Every row; without where() this must be said.
    [[nodiscard]] constexpr auto all_rows() const {
        require_single_clause<(is_condition<Clauses> || ...)>();
        return add(all_rows_clause{});
    }
    /// The changed or deleted rows as entities.
    [[nodiscard]] constexpr auto returning() const {
        require_single_clause<(is_returning<Clauses> || ...)>();
        return add(returning_row_clause<Entity>{});
    }
    /// One expression of each changed or deleted row, or several as a tuple.
    template <class... Items>
        requires(sizeof...(Items) > 0)
    [[nodiscard]] constexpr auto returning(Items... items) const {
        require_single_clause<(is_returning<Clauses> || ...)>();
        require_returning<Entity, Items...>();
        return add(returning_clause<Items...>{{make_pack(std::move(items)...)}});
    }
    /// The changed or deleted rows as `Row`, filled by position.
    template <class Row, class... Items>
    [[nodiscard]] constexpr auto returning_as(Items... items) const {
        require_single_clause<(is_returning<Clauses> || ...)>();
        require_returning<Entity, Items...>();
        static_cast<void>(require_row<Row, type_list<>, Items...>());
        return add(returning_as_clause<Row, Items...>{{{make_pack(std::move(items)...)}}});
    }

    template <class Sink>
    constexpr void bind(Sink& sink) const {
        (bind_clause(sink, static_cast<Clauses const&>(*this)), ...);
    }

   protected:
    template <class New>
    constexpr auto add(New clause) const {
        return add_write_clause(Self(static_cast<Self const&>(*this)), std::move(clause));
    }
    static constexpr void write_clauses(sql_writer& out) {
        (write_if<!is_returning<Clauses>, Clauses>(out), ...);
        (write_if<is_returning<Clauses>, Clauses>(out), ...);
    }
    template <bool Wanted, class Clause>
    static constexpr void write_if(sql_writer& out) {
        if constexpr (Wanted) Clause::write(out);
    }
};

}  // namespace detail

template <class Entity, class... Clauses>
struct update_statement
    : detail::filtered_statement<update_statement<Entity, Clauses...>, Entity, Clauses...> {
    /// `set(col<&User::age> = 37, col<&User::name> = "Ada")`
    template <class... Assignments>
    [[nodiscard]] constexpr auto set(Assignments... assignments) const {
        detail::require_single_clause<(detail::is_set<Clauses> || ...)>();
        detail::require_assignments<Entity, Assignments...>();
        return this->add(
            detail::set_clause<Assignments...>{detail::make_pack(std::move(assignments)...)});
    }
    static constexpr void write(sql_writer& out) {
        out.text("UPDATE ");
        out.identifier(detail::entity_names<Entity>::table());
        update_statement::write_clauses(out);
    }
};

template <class Entity, class... Clauses>
struct delete_statement
    : detail::filtered_statement<delete_statement<Entity, Clauses...>, Entity, Clauses...> {
    static constexpr void write(sql_writer& out) {
        out.text("DELETE FROM ");
        out.identifier(detail::entity_names<Entity>::table());
        delete_statement::write_clauses(out);
    }
};

/// `update<User>().set(…).where(…)`
template <class Entity>
[[nodiscard]] constexpr auto update() {
    static_cast<void>(detail::require_schema<Entity>());
    return update_statement<Entity>{};
}
/// `delete_from<User>().where(…)`
template <class Entity>
[[nodiscard]] constexpr auto delete_from() {
    static_cast<void>(detail::require_schema<Entity>());
    return delete_statement<Entity>{};
}

namespace detail {

template <class Entity, class... Clauses>
consteval bool require_complete_write(update_statement<Entity, Clauses...> const*) {
    constexpr bool assigns = (is_set<Clauses> || ...);
    static_assert(assigns, "lithe: update(): set() says what to change");
    return assigns && require_guard<Clauses...>();
}
template <class Entity, class... Clauses>
consteval bool require_complete_write(delete_statement<Entity, Clauses...> const*) {
    return require_guard<Clauses...>();
}

}  // namespace detail
}  // namespace lithe::inline v0
