#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// UPDATE and DELETE. A statement without where() does not run: `all_rows()` says that every row is
// meant. https://www.sqlite.org/lang_update.html https://www.sqlite.org/lang_delete.html

#include <lithe/statement/partial_update.hpp>
#include <lithe/statement/returning.hpp>

#include <string_view>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

/// What UPDATE and DELETE share; `Self` is the statement, `Entity` its table.
template <class Self, class Entity, class... Clauses>
struct filtered_statement : Clauses... {
    using clauses = type_list<Clauses...>;
    using target = Entity;
    using rows = write_rows<decltype(returning_in<Clauses...>())>;
    static constexpr bool writes = true;
    static constexpr bool returns_rows = rows::returns_rows;

    /// The text; a constant.
    [[nodiscard]] static constexpr std::string_view sql() { return sql_of<Self>; }

    /// The rows for which all `conditions` are true.
    template <class... Conditions>
    [[nodiscard]] constexpr auto where(Conditions... conditions) const {
        constexpr bool good =
            explain<decltype(find_in_write_where<clauses, Entity, Conditions...>())>();
        return add<good>(write_where_clause<Conditions...>{
            {{make_pack<Conditions...>(std::move(conditions)...)}}});
    }
    /// Every row; without where() this must be said.
    [[nodiscard]] constexpr auto all_rows() const {
        constexpr bool good = explain<decltype(find_place_only<write_rank::where, clauses>())>();
        return add<good>(all_rows_clause{});
    }
    /// The changed or deleted rows as entities.
    [[nodiscard]] constexpr auto returning() const {
        constexpr bool good =
            explain<decltype(find_place_only<write_rank::returning, clauses>())>();
        return add<good>(returning_row_clause<Entity>{});
    }
    /// One expression of each changed or deleted row, or several as a tuple.
    template <class... Items>
        requires(sizeof...(Items) > 0)
    [[nodiscard]] constexpr auto returning(Items... items) const {
        constexpr bool good = explain<decltype(find_in_returning<clauses, Entity, Items...>())>();
        return add<good>(returning_clause<Items...>{{make_pack<Items...>(std::move(items)...)}});
    }
    /// The changed or deleted rows as `Row`, filled by position.
    template <class Row, class... Items>
    [[nodiscard]] constexpr auto returning_as(Items... items) const {
        constexpr bool good =
            require_reflectable<Row>() &&
            explain<decltype(find_in_returning_as<clauses, Entity, Row, Items...>())>();
        return add<good>(
            returning_as_clause<Row, Items...>{{{make_pack<Items...>(std::move(items)...)}}});
    }

    template <class Sink>
    constexpr void bind(Sink& sink) const {
        (bind_clause(sink, static_cast<Clauses const&>(*this)), ...);
    }

protected:
    template <bool Good, class New>
    constexpr auto add(New clause) const {
        return add_write_clause<Good>(Self(static_cast<Self const&>(*this)), std::move(clause));
    }
    static constexpr void write_clauses(sql_writer& out) { (Clauses::write(out), ...); }
};

}  // namespace detail

/// A typed UPDATE, begun by update<T>(). Its type is the statement; its object holds the values.
/// Errors: without set(), or without where() or all_rows(), it does not compile when it is run.
template <class Entity, class... Clauses>
struct update_statement
    : detail::filtered_statement<update_statement<Entity, Clauses...>, Entity, Clauses...> {
    /// The columns whose fields of `patch` have a value; the others keep theirs.
    /// `patch` is an aggregate of std::optional fields, named as the entity's.
    template <class Patch>
        requires detail::is_patch<Patch>
    [[nodiscard]] constexpr auto set(Patch patch) const {
        constexpr bool good = detail::explain<
            decltype(detail::find_in_patch<detail::type_list<Clauses...>, Entity, Patch>())>();
        return this->template add<good>(detail::make_patch<good, Entity>(std::move(patch)));
    }
    /// `set(col<&User::age> = 37, col<&User::name> = "Ada")`
    template <class... Assignments>
        requires(sizeof...(Assignments) != 1 || !(detail::is_patch<Assignments> && ...))
    [[nodiscard]] constexpr auto set(Assignments... assignments) const {
        constexpr bool good =
            detail::explain<decltype(detail::find_in_set<detail::type_list<Clauses...>, Entity,
                                                         Assignments...>())>();
        return this->template add<good>(detail::make_set<good>(std::move(assignments)...));
    }
    static constexpr void write(sql_writer& out) {
        out.text("UPDATE ");
        out.identifier(detail::entity_names<Entity>::table());
        update_statement::write_clauses(out);
    }
};

/// A typed DELETE, begun by delete_from<T>().
/// Errors: without where() or all_rows() it does not compile when it is run.
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
    constexpr bool good = detail::require_schema<Entity>();
    return detail::begin_write<good, update_statement, Entity>();
}
/// `delete_from<User>().where(…)`
template <class Entity>
[[nodiscard]] constexpr auto delete_from() {
    constexpr bool good = detail::require_schema<Entity>();
    return detail::begin_write<good, delete_statement, Entity>();
}

namespace detail {

template <class Entity, class... Clauses>
consteval auto find_in_whole(update_statement<Entity, Clauses...> const*) {
    return find_in_update(type_list<Clauses...>{});
}
template <class Entity, class... Clauses>
consteval auto find_in_whole(delete_statement<Entity, Clauses...> const*) {
    return find_in_delete(type_list<Clauses...>{});
}

}  // namespace detail
}  // namespace lithe::inline v0
