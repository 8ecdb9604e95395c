#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// UPDATE and DELETE. A statement without where() does not run: `all_rows()` says that every row is
// meant. https://www.sqlite.org/lang_update.html https://www.sqlite.org/lang_delete.html

#include <lithe/statement/from_item.hpp>
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

    static constexpr void write(sql_writer& out) {
        if constexpr (has_names<clauses>)
            write_with<Self>(out);
        Self::write_body(out);
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        if constexpr (has_names<clauses>)
            bind_with(sink, static_cast<Self const&>(*this));
        bind_body(sink);
    }
    // Without WITH; SET, which may have been said behind FROM, comes first in the text.
    template <class Sink>
    constexpr void bind_body(Sink& sink) const {
        if constexpr (has_place<write_rank::from, Clauses...>) {
            (bind_placed<true, Clauses>(sink), ...);
            (bind_placed<false, Clauses>(sink), ...);
        } else {
            (bind_clause(sink, static_cast<Clauses const&>(*this)), ...);
        }
    }

protected:
    template <bool Good, class New>
    constexpr auto add(New clause) const {
        return add_write_clause<Good>(Self(static_cast<Self const&>(*this)), std::move(clause));
    }
    static constexpr void write_clauses(sql_writer& out) {
        if constexpr (has_place<write_rank::from, Clauses...>) {
            out.qualified = true;
            (write_placed<true, Clauses>(out), ...);
            (write_placed<false, Clauses>(out), ...);
        } else {
            (Clauses::write(out), ...);
        }
    }

private:
    template <bool Set, class Clause>
    static constexpr void write_placed(sql_writer& out) {
        if constexpr (Set == (place_of<Clause> == write_rank::values))
            Clause::write(out);
    }
    template <bool Set, class Clause, class Sink>
    constexpr void bind_placed(Sink& sink) const {
        if constexpr (Set == (place_of<Clause> == write_rank::values))
            bind_clause(sink, static_cast<Clause const&>(*this));
    }
};

/// FROM of an UPDATE.
template <class Clause>
struct update_from_clause : Clause {
    static constexpr write_rank place = write_rank::from;
};

template <bool Good, class Named>
constexpr auto make_update_from(Named const& named) {
    if constexpr (!is_from_item<Named>) {
        return update_from_clause<from_clause<typename Named::source>>{};
    } else if constexpr (Named::sound) {
        return update_from_clause<item_from_clause<Named>>{{named}};
    } else {
        return refused_clause{};
    }
}

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
    /// UPDATE … FROM: columns of `Source` may stand in where() and, said before it, in set(). Where
    /// several of its rows go with one row here, SQLite takes any of them.
    template <class Source>
    [[nodiscard]] constexpr auto from() const {
        using source = detail::table_source<Source>;
        using found =
            decltype(detail::find_in_update_from<detail::type_list<Clauses...>, Entity, source>());
        constexpr bool good = detail::require_schema<Source>() && detail::explain<found>();
        return this->template add<good>(detail::update_from_clause<detail::from_clause<source>>{});
    }
    /// The same of an alias, a cte() or a derived() query.
    template <detail::named_source Named>
    [[nodiscard]] constexpr auto from(Named const& named) const {
        using found = decltype(detail::find_in_update_from<detail::type_list<Clauses...>, Entity,
                                                           typename Named::source>());
        constexpr bool good =
            detail::require_schema<typename Named::entity>() && detail::explain<found>();
        return this->template add<good>(detail::make_update_from<good>(named));
    }
    static constexpr void write_body(sql_writer& out) {
        out.text("UPDATE ");
        detail::entity_names<Entity>::write_table(out);
        update_statement::write_clauses(out);
    }
};

/// A typed DELETE, begun by delete_from<T>().
/// Errors: without where() or all_rows() it does not compile when it is run.
template <class Entity, class... Clauses>
struct delete_statement
    : detail::filtered_statement<delete_statement<Entity, Clauses...>, Entity, Clauses...> {
    static constexpr void write_body(sql_writer& out) {
        out.text("DELETE FROM ");
        detail::entity_names<Entity>::write_table(out);
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
    using found = first_finding<decltype(find_in_update(type_list<Clauses...>{})),
                                finding_of_virtual<Entity, Clauses...>>;
    return find_in_written<update_statement<Entity, Clauses...>, found>();
}
template <class Entity, class... Clauses>
consteval auto find_in_whole(delete_statement<Entity, Clauses...> const*) {
    using found = first_finding<decltype(find_in_delete(type_list<Clauses...>{})),
                                finding_of_virtual<Entity, Clauses...>>;
    return find_in_written<delete_statement<Entity, Clauses...>, found>();
}

}  // namespace detail
}  // namespace lithe::inline v0
