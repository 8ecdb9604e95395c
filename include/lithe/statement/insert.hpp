#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// INSERT with ON CONFLICT and RETURNING:
// `insert_into<User>().values(user).on_conflict<&User::email>() .do_update(col<&User::name> =
// excluded<&User::name>)`. https://www.sqlite.org/lang_upsert.html

#include <lithe/statement/entity.hpp>
#include <lithe/statement/returning.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {

/// The value that the refused INSERT wanted to write, in do_update().
template <auto Member>
struct excluded_column : postfix_functions<excluded_column<Member>> {
    static constexpr bool is_excluded = true;
    using entity = detail::owner_of<Member>;
    using children = detail::type_list<>;
    using field = detail::field_of<Member>;
    using value_type = detail::bare<field>;
    static constexpr detail::precedence rank = detail::precedence::primary;

    template <class Nullable>
    static consteval bool may_be_null() {
        return detail::is_optional<field>;
    }
    static constexpr void write(sql_writer& out) {
        out.text("excluded.");
        out.identifier(detail::entity_names<entity>::template column<Member>());
    }
};
template <auto Member>
    requires detail::names_field<Member> || (detail::refuse_member<Member>())
inline constexpr excluded_column<Member> excluded{};

namespace detail {

template <class Entity, class Given>
consteval void require_row_of() {
    constexpr bool row = std::is_convertible_v<Given const&, Entity>;
    static_assert(row,
                  "lithe: values(): this is no row of the table's struct; give one, or insert "
                  "another struct into its own table");
}

template <auto Member>
    requires column_with_form<column<Member>>
struct formed<excluded_column<Member>> : formed<column<Member>> {};

enum class conflict_rule : unsigned char { abort, replace, ignore, fail, rollback };

template <class Entity>
struct values_clause {
    static constexpr write_rank place = write_rank::values;
    static constexpr bool parameters = true;
    Entity object;
    static constexpr void write(sql_writer& out) {
        write_insert_columns<Entity, std::index_sequence<>>(out);
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        bind_fields<Entity, key_use::assign, std::index_sequence<>>(sink, object);
    }
};

template <class Clause>
inline constexpr bool inserts_expressions = requires { Clause::inserts_expressions; };

template <conflict_rule Rule>
struct or_clause {
    static constexpr write_rank place = write_rank::rule;
    static constexpr bool parameters = false;
    static constexpr std::string_view words = Rule == conflict_rule::replace  ? "OR REPLACE "
                                              : Rule == conflict_rule::ignore ? "OR IGNORE "
                                              : Rule == conflict_rule::fail   ? "OR FAIL "
                                                                              : "OR ROLLBACK ";
    static constexpr void write(sql_writer&) {}
};

/// The condition of the one unique index of some rows, as CREATE INDEX has it: SQLite takes no
/// other words for it.
template <class Entity, class Positions>
constexpr void write_partial_key(sql_writer& out) {
    descriptor_of<Entity>.constraints.each([&](auto const& constraint) {
        if constexpr (is_partial_key<std::remove_cvref_t<decltype(constraint)>, Positions>()) {
            if (constraint.is_unique) {
                out.text(" WHERE ");
                constraint.condition.write_literal(out);
            }
        }
    });
}

template <class Entity, class Target>
constexpr void write_conflict_target(sql_writer& out) {
    out.text(" ON CONFLICT ");
    if constexpr (Target::size > 0) {
        using positions = member_indices_t<Target>;
        write_column_list<Entity>(out, positions{});
        if constexpr (!is_unique_in<Entity, positions>())
            write_partial_key<Entity, positions>(out);
        out.put(' ');
    }
}

template <class Entity, class Target>
struct do_nothing_clause {
    static constexpr write_rank place = write_rank::conflict;
    static constexpr bool parameters = false;
    static constexpr void write(sql_writer& out) {
        write_conflict_target<Entity, Target>(out);
        out.text("DO NOTHING");
    }
};
template <class Entity, class Target, class... Assignments>
struct do_update_clause : set_clause<Assignments...> {
    static constexpr write_rank place = write_rank::conflict;
    static constexpr bool updates = true;
    static constexpr void write(sql_writer& out) {
        write_conflict_target<Entity, Target>(out);
        out.text("DO UPDATE SET ");
        set_clause<Assignments...>::write_assignments(out);
    }
};

template <class... Conditions>
struct do_update_where_clause : where_clause<Conditions...> {
    static constexpr write_rank place = write_rank::conflict;
};

template <class Clause>
constexpr void write_or(sql_writer& out) {
    if constexpr (place_of<Clause> == write_rank::rule)
        out.text(Clause::words);
}

template <class Clause>
inline constexpr bool inserts_query = requires { Clause::inserts_query; };

template <bool Upsert, class Clause>
constexpr void write_insert_clause(sql_writer& out) {
    Clause::write(out);
    // SQLite would take the ON of ON CONFLICT for that of a join.
    if constexpr (Upsert && requires { requires Clause::ends_in_from; })
        out.text(" WHERE 1");
}

template <bool Good, class Statement, class Target>
struct conflict_start;
template <bool Good, class Statement, class... Columns>
struct insert_start;

}  // namespace detail

/// A typed INSERT; owns a copy of what it inserts.
template <class Entity, class... Clauses>
struct insert_statement : Clauses... {
    using clauses = detail::type_list<Clauses...>;
    using target = Entity;
    using rows = detail::write_rows<decltype(detail::returning_in<Clauses...>())>;
    static constexpr bool writes = true;
    static constexpr bool returns_rows = rows::returns_rows;
    static constexpr bool one_row = !(detail::inserts_query<Clauses> || ...);

    /// The text; a constant.
    [[nodiscard]] static constexpr std::string_view sql() {
        return detail::sql_of<insert_statement>;
    }

    /// The row to insert; an integer key of 0 is assigned by SQLite.
    [[nodiscard]] constexpr auto values(Entity object) const {
        constexpr bool good = detail::explain<
            decltype(detail::find_place_only<detail::write_rank::values, clauses>())>();
        return add<good>(detail::values_clause<Entity>{std::move(object)});
    }
    template <class Other>
        requires(!std::is_convertible_v<Other const&, Entity>)
    [[nodiscard]] constexpr auto values(Other const&) const {
        detail::require_row_of<Entity, Other>();
        return add<false>(detail::values_clause<Entity>{});
    }
    /// One row of expressions: `.set(col<&File::data> = lithe::zeroblob(n))`. Columns that are not
    /// named have their DEFAULT, or NULL; an integer key is assigned.
    template <class... Assignments>
    [[nodiscard]] constexpr auto set(Assignments... assignments) const {
        using given = detail::type_list<insert_statement, Assignments...>;
        constexpr bool good = detail::explain<decltype(find_in_insert_set(given{}))>();
        return add_expressions<good>(*this, given{}, std::move(assignments)...);
    }
    /// INSERT … SELECT: a row for each of `query`, whose columns are all that the table has.
    template <class Query>
    [[nodiscard]] constexpr auto select_from(Query const& query) const {
        using columns = detail::type_list<>;
        constexpr bool good = detail::explain<decltype(find_in_insert_select(
            detail::type_list<insert_statement, columns, Query>{}))>();
        return add_query<good>(*this, columns{}, query);
    }
    /// The columns that select_from() fills, in its order; the others have their DEFAULT, and an
    /// integer key is assigned.
    template <class... Columns>
    [[nodiscard]] constexpr auto columns(Columns const&...) const {
        constexpr bool good = detail::explain<
            decltype(detail::find_in_insert_columns<clauses, Entity, Columns...>())>();
        return detail::insert_start<good, insert_statement, Columns...>{*this};
    }
    /// INSERT OR REPLACE: rows in the way are deleted first (their children with them, on cascade).
    [[nodiscard]] constexpr auto or_replace() const {
        constexpr bool good = detail::explain<
            decltype(detail::find_place_only<detail::write_rank::rule, clauses>())>();
        return add<good>(detail::or_clause<detail::conflict_rule::replace>{});
    }
    /// INSERT OR IGNORE: a row that a constraint refuses is left out, without a word; not one that
    /// a foreign key refuses.
    [[nodiscard]] constexpr auto or_ignore() const {
        constexpr bool good = detail::explain<
            decltype(detail::find_place_only<detail::write_rank::rule, clauses>())>();
        return add<good>(detail::or_clause<detail::conflict_rule::ignore>{});
    }
    /// ON CONFLICT on these fields, or on any unique constraint when none is named.
    template <auto... Members>
    [[nodiscard]] constexpr auto on_conflict() const {
        using fields = detail::members<Members...>;
        constexpr bool good =
            detail::explain<decltype(detail::find_in_on_conflict<clauses, Entity, fields>())>();
        return detail::conflict_start<good, insert_statement, fields>{*this};
    }
    /// Behind do_update(): leaves the row that is there unless all `conditions` are true.
    template <class... Conditions>
    [[nodiscard]] constexpr auto where(Conditions... conditions) const {
        constexpr bool good = detail::explain<
            decltype(detail::find_in_upsert_where<clauses, Entity, Conditions...>())>();
        return add<good>(detail::do_update_where_clause<Conditions...>{
            {{detail::make_pack<Conditions...>(std::move(conditions)...)}}});
    }
    /// The inserted or updated row as the entity.
    [[nodiscard]] constexpr auto returning() const {
        constexpr bool good = detail::explain<
            decltype(detail::find_place_only<detail::write_rank::returning, clauses>())>();
        return add<good>(detail::returning_row_clause<Entity>{});
    }
    /// One expression of the inserted or updated row, or several as a tuple.
    template <class... Items>
        requires(sizeof...(Items) > 0)
    [[nodiscard]] constexpr auto returning(Items... items) const {
        constexpr bool good =
            detail::explain<decltype(detail::find_in_returning<clauses, Entity, Items...>())>();
        return add<good>(
            detail::returning_clause<Items...>{{detail::make_pack<Items...>(std::move(items)...)}});
    }
    /// The inserted or updated row as `Row`, filled by position.
    template <class Row, class... Items>
    [[nodiscard]] constexpr auto returning_as(Items... items) const {
        constexpr bool good =
            detail::require_reflectable<Row>() &&
            detail::explain<
                decltype(detail::find_in_returning_as<clauses, Entity, Row, Items...>())>();
        return add<good>(detail::returning_as_clause<Row, Items...>{
            {{detail::make_pack<Items...>(std::move(items)...)}}});
    }

    // values() comes first in the text, so the first parameters are its fields.
    static constexpr std::size_t parameter_field(std::size_t parameter) {
        constexpr bool fields = one_row && !(detail::inserts_expressions<Clauses> || ...);
        return fields ? parameter : static_cast<std::size_t>(-1);
    }

    static constexpr void write(sql_writer& out) {
        if constexpr (detail::has_names<clauses>)
            detail::write_with<insert_statement>(out);
        write_body(out);
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        if constexpr (detail::has_names<clauses>)
            detail::bind_with(sink, *this);
        bind_body(sink);
    }
    // Without WITH.
    static constexpr void write_body(sql_writer& out) {
        out.text("INSERT ");
        (detail::write_or<Clauses>(out), ...);
        out.text("INTO ");
        detail::entity_names<Entity>::write_table(out);
        constexpr bool upsert = detail::has_place<detail::write_rank::conflict, Clauses...>;
        (detail::write_insert_clause<upsert, Clauses>(out), ...);
    }
    template <class Sink>
    constexpr void bind_body(Sink& sink) const {
        (detail::bind_clause(sink, static_cast<Clauses const&>(*this)), ...);
    }

    template <bool Good, class New>
    constexpr auto add(New clause) const {
        return detail::add_write_clause<Good>(insert_statement(*this), std::move(clause));
    }
};

namespace detail {

template <bool Good, class Entity, class... Clauses, class Target>
struct conflict_start<Good, insert_statement<Entity, Clauses...>, Target> {
    insert_statement<Entity, Clauses...> statement;

    /// Leaves the row that is there.
    [[nodiscard]] constexpr auto do_nothing() const {
        return statement.template add<Good>(do_nothing_clause<Entity, Target>{});
    }
    /// Changes the row that is there; `excluded<&T::f>` is the value that was to be inserted.
    template <class... Assignments>
    [[nodiscard]] constexpr auto do_update(Assignments... assignments) const {
        using found = decltype(find_in_do_update<type_list<Clauses...>, Entity, Assignments...>());
        if constexpr (explain<std::conditional_t<Good, found, no_finding>>() && Good) {
            return statement.template add<true>(do_update_clause<Entity, Target, Assignments...>{
                {make_pack<Assignments...>(std::move(assignments)...)}});
        } else {
            return statement.template add<false>(refused_clause{});
        }
    }
};
template <bool Good, class Statement, class Target>
struct unfinished<conflict_start<Good, Statement, Target>> {
    using found = finding<Good ? rule::no_conflict_action : rule::said_before>;
};

template <class Entity, class... Clauses>
consteval auto find_in_whole(insert_statement<Entity, Clauses...> const*) {
    using found = first_finding<decltype(find_in_insert(type_list<Clauses...>{})),
                                finding_of_virtual<Entity, Clauses...>>;
    return find_in_written<insert_statement<Entity, Clauses...>, found>();
}

}  // namespace detail

/// `insert_into<User>().values(user)`
template <class Entity>
[[nodiscard]] constexpr auto insert_into() {
    constexpr bool good = detail::require_schema<Entity>();
    return detail::begin_write<good, insert_statement, Entity>();
}

}  // namespace lithe::inline v0
