#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// INSERT with ON CONFLICT and RETURNING: `insert_into<User>().values(user).on_conflict<&User::email>()
// .do_update(col<&User::name> = excluded<&User::name>)`. https://www.sqlite.org/lang_upsert.html

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <lithe/statement/entity.hpp>
#include <lithe/statement/returning.hpp>

namespace lithe::inline v0 {

/// The value that the refused INSERT wanted to write, in do_update().
template <auto Member>
struct excluded_column : postfix_functions<excluded_column<Member>> {
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
        out.identifier(
            detail::entity_names<detail::owner_of<Member>>::template column<Member>());
    }
};
template <auto Member>
inline constexpr excluded_column<Member> excluded{};

namespace detail {

enum class conflict_rule : unsigned char { abort, replace, ignore, fail, rollback };

template <class Entity>
struct values_clause {
    static constexpr bool is_values = true;
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

template <conflict_rule Rule>
struct or_clause {
    static constexpr bool is_or = true;
    static constexpr bool parameters = false;
    static constexpr std::string_view words = Rule == conflict_rule::replace  ? "OR REPLACE "
                                              : Rule == conflict_rule::ignore ? "OR IGNORE "
                                              : Rule == conflict_rule::fail   ? "OR FAIL "
                                                                              : "OR ROLLBACK ";
    static constexpr void write(sql_writer&) {}
};

template <class Entity, class Target>
constexpr void write_conflict_target(sql_writer& out) {
    out.text(" ON CONFLICT ");
    if constexpr (Target::size > 0) {
        write_column_list<Entity>(out, member_indices_t<Target>{});
        out.put(' ');
    }
}

template <class Entity, class Target>
struct do_nothing_clause {
    static constexpr bool parameters = false;
    static constexpr void write(sql_writer& out) {
        write_conflict_target<Entity, Target>(out);
        out.text("DO NOTHING");
    }
};
template <class Entity, class Target, class... Assignments>
struct do_update_clause : set_clause<Assignments...> {
    static constexpr void write(sql_writer& out) {
        write_conflict_target<Entity, Target>(out);
        out.text("DO UPDATE SET ");
        set_clause<Assignments...>::write_assignments(out);
    }
};

template <class Entity, class Target>
consteval void require_conflict_target() {
    if constexpr (Target::size > 0) {
        constexpr bool own = all_in<Entity>(Target{});
        static_assert(own, "lithe: on_conflict: a field of another struct");
        if constexpr (own) {
            constexpr bool unique = is_unique_in<Entity, member_indices_t<Target>>();
            static_assert(unique,
                          "lithe: on_conflict: these fields are neither the primary key nor unique<>");
        }
    }
}

template <class Clause>
inline constexpr bool is_values = requires { Clause::is_values; };
template <class Clause>
inline constexpr bool is_or = requires { Clause::is_or; };

template <class Clause>
constexpr void write_or(sql_writer& out) {
    if constexpr (is_or<Clause>) out.text(Clause::words);
}

template <class Statement, class Target>
struct conflict_start;

}  // namespace detail

/// A typed INSERT; owns a copy of what it inserts.
template <class Entity, class... Clauses>
struct insert_statement : Clauses... {
    using target = Entity;
    using rows = detail::write_rows<decltype(detail::find_returning<Clauses...>())>;
    static constexpr bool writes = true;
    static constexpr bool returns_rows = rows::returns_rows;

    /// The text; a constant.
    [[nodiscard]] static constexpr std::string_view sql() {
        return detail::sql_of<insert_statement>;
    }

    /// The row to insert; an integer key of 0 is assigned by SQLite.
    [[nodiscard]] constexpr auto values(Entity object) const {
        detail::require_single_clause<(detail::is_values<Clauses> || ...)>();
        return add(detail::values_clause<Entity>{std::move(object)});
    }
    /// INSERT OR REPLACE: rows in the way are deleted first (their children with them, on cascade).
    [[nodiscard]] constexpr auto or_replace() const {
        return add_rule<detail::conflict_rule::replace>();
    }
    /// INSERT OR IGNORE: a row that any constraint refuses is left out, without a word.
    [[nodiscard]] constexpr auto or_ignore() const {
        return add_rule<detail::conflict_rule::ignore>();
    }
    /// ON CONFLICT on these fields, or on any unique constraint when none is named.
    template <auto... Members>
    [[nodiscard]] constexpr auto on_conflict() const {
        detail::require_conflict_target<Entity, detail::members<Members...>>();
        return detail::conflict_start<insert_statement, detail::members<Members...>>{*this};
    }
    /// The inserted or updated row as the entity.
    [[nodiscard]] constexpr auto returning() const {
        detail::require_single_clause<(detail::is_returning<Clauses> || ...)>();
        return add(detail::returning_row_clause<Entity>{});
    }
    /// One expression of the inserted or updated row, or several as a tuple.
    template <class... Items>
        requires(sizeof...(Items) > 0)
    [[nodiscard]] constexpr auto returning(Items... items) const {
        detail::require_single_clause<(detail::is_returning<Clauses> || ...)>();
        detail::require_returning<Entity, Items...>();
        return add(
            detail::returning_clause<Items...>{{detail::make_pack(std::move(items)...)}});
    }
    /// The inserted or updated row as `Row`, filled by position.
    template <class Row, class... Items>
    [[nodiscard]] constexpr auto returning_as(Items... items) const {
        detail::require_single_clause<(detail::is_returning<Clauses> || ...)>();
        detail::require_returning<Entity, Items...>();
        static_cast<void>(detail::require_row<Row, detail::type_list<>, Items...>());
        return add(
            detail::returning_as_clause<Row, Items...>{{{detail::make_pack(std::move(items)...)}}});
    }

    // values() comes first in the text, so the first parameters are its fields.
    static constexpr std::size_t parameter_field(std::size_t parameter) { return parameter; }

    static constexpr void write(sql_writer& out) {
        out.text("INSERT ");
        (detail::write_or<Clauses>(out), ...);
        out.text("INTO ");
        out.identifier(detail::entity_names<Entity>::table());
        (Clauses::write(out), ...);
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        (detail::bind_clause(sink, static_cast<Clauses const&>(*this)), ...);
    }

    template <class New>
    constexpr auto add(New clause) const {
        return detail::add_write_clause(insert_statement(*this), std::move(clause));
    }

   private:
    template <detail::conflict_rule Rule>
    constexpr auto add_rule() const {
        detail::require_single_clause<(detail::is_or<Clauses> || ...)>();
        return add(detail::or_clause<Rule>{});
    }
};

namespace detail {

template <class Entity, class... Clauses, class Target>
struct conflict_start<insert_statement<Entity, Clauses...>, Target> {
    insert_statement<Entity, Clauses...> const& statement;

    /// Leaves the row that is there.
    [[nodiscard]] constexpr auto do_nothing() const {
        return statement.add(do_nothing_clause<Entity, Target>{});
    }
    /// Changes the row that is there; `excluded<&T::f>` is the value that was to be inserted.
    template <class... Assignments>
    [[nodiscard]] constexpr auto do_update(Assignments... assignments) const {
        require_assignments<Entity, Assignments...>();
        return statement.add(do_update_clause<Entity, Target, Assignments...>{
            {make_pack(std::move(assignments)...)}});
    }
};

template <class Entity, class... Clauses>
consteval bool require_complete_write(insert_statement<Entity, Clauses...> const*) {
    constexpr bool filled = (is_values<Clauses> || ...);
    static_assert(filled, "lithe: insert_into(): values() says what to insert");
    return filled;
}

}  // namespace detail

/// `insert_into<User>().values(user)`
template <class Entity>
[[nodiscard]] constexpr auto insert_into() {
    static_cast<void>(detail::require_schema<Entity>());
    return insert_statement<Entity>{};
}

}  // namespace lithe::inline v0
