#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// SELECT: `from<User>().where(…).select(…).order_by(…).limit(…)`. Each clause gives a new type with
// one clause more; what is known so far is checked at each step, and the whole when it is run.
// https://www.sqlite.org/lang_select.html

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <lithe/statement/query_shape.hpp>

namespace lithe::inline v0 {

template <class... Clauses>
struct select_statement;

namespace detail {

template <class New, class... Clauses>
LITHE_ALWAYS_INLINE constexpr auto add_clause(select_statement<Clauses...>&& query, New clause) {
    return select_statement<Clauses..., New>{static_cast<Clauses&&>(query)...,
                                             static_cast<New&&>(clause)};
}

template <class... Clauses, class... Terms>
LITHE_ALWAYS_INLINE constexpr auto add_order(select_statement<Clauses...>&& query, Terms... terms) {
    static_cast<void>(require_columns_in<sources_of<type_list<Clauses...>>, typename Terms::node_type...>());
    return add_clause(std::move(query), order_by_clause<Terms...>{make_pack(std::move(terms)...)});
}

template <template <class> class Clause, class... Clauses, class Count>
LITHE_ALWAYS_INLINE constexpr auto add_count(select_statement<Clauses...>&& query, Count count) {
    auto node = as_operand<integer_context>(std::move(count));
    static_cast<void>(require_whole_number<decltype(node)>());
    return add_clause(std::move(query), Clause<decltype(node)>{{make_pack(std::move(node))}});
}

template <join_kind Kind, class Source, class... Clauses, class Condition>
LITHE_ALWAYS_INLINE constexpr auto add_join(select_statement<Clauses...>&& query, Condition condition) {
    using sources = sources_of<type_list<Clauses...>>;
    static_cast<void>(require_clause_order<clause_rank::join, Clauses...>());
    static_cast<void>(require_new_source<Source, sources>());
    if constexpr (require_condition<Condition>()) require_no_aggregate<Condition>();
    static_cast<void>(require_columns_in<concat_t<sources, type_list<Source>>, Condition>());
    return add_clause(std::move(query),
                      join_clause<Kind, Source, Condition>{std::move(condition)});
}

template <join_kind Kind, class Entity, class... Clauses, class... Sources>
LITHE_ALWAYS_INLINE constexpr auto infer_join(select_statement<Clauses...>&& query, type_list<Sources...>) {
    using keys = connecting_keys<Entity, Sources...>;
    if constexpr (!require_new_source<table_source<Entity>, type_list<Sources...>>()) {
        return std::move(query);
    } else if constexpr (require_one_key<Entity, keys>()) {
        return add_join<Kind, table_source<Entity>>(std::move(query),
                                                    condition_of_key<nth_t<0, keys>>());
    } else {
        return std::move(query);
    }
}

/// All that can be known only when no clause follows: what a fetch call checks first.
template <class... Clauses>
consteval bool require_complete(type_list<Clauses...>) {
    using clauses = type_list<Clauses...>;
    if constexpr (is_aggregating<clauses>) {
        using groups = groups_of<clauses>;
        if constexpr (!require_grouped<groups>(typename projection_of<clauses>::items{})) {
            return false;
        } else {
            return require_grouped<groups>(
                       nodes_of_clauses(clauses_at<clause_rank::having, clauses>{})) &&
                   require_grouped<groups>(
                       nodes_of_clauses(clauses_at<clause_rank::order_by, clauses>{}));
        }
    } else {
        return true;
    }
}

}  // namespace detail

/// A typed SELECT. Its type is the query; its object holds the values that are bound.
///
/// Threads: a constant; it may be copied and used anywhere. Lifetime: it owns its values, apart from
/// a range given to `in` as an lvalue, which must live until the query has run.
template <class... Clauses>
struct select_statement : Clauses... {
    using clauses = detail::type_list<Clauses...>;
    using sources = detail::sources_of<clauses>;
    using nullable = detail::nullable_sources_of<clauses>;
    using target = typename detail::nth_t<0, sources>::entity;
    static constexpr bool writes = false;
    static constexpr bool returns_rows = true;

    /// The text; a constant.
    [[nodiscard]] static constexpr std::string_view sql() {
        return detail::sql_of<select_statement>;
    }

    /// With the rows of `Entity`; ON comes from the one foreign key between it and the others.
    template <class Entity>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto join() const {
        static_cast<void>(detail::require_schema<Entity>());
        return detail::infer_join<detail::join_kind::inner, Entity>(select_statement(*this),
                                                                    sources{});
    }
    /// With the rows of `Entity` for which `on` is true.
    template <class Entity, expression Condition>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto join(Condition on) const {
        static_cast<void>(detail::require_schema<Entity>());
        return detail::add_join<detail::join_kind::inner, detail::table_source<Entity>>(
            select_statement(*this), std::move(on));
    }
    template <class Entity, fixed_string Name, expression Condition>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto join(table_alias<Entity, Name>, Condition on) const {
        static_cast<void>(detail::require_schema<Entity>());
        return detail::add_join<detail::join_kind::inner, detail::alias_source<Entity, Name>>(
            select_statement(*this), std::move(on));
    }
    /// As join, but rows without a partner stay: the columns of `Entity` become std::optional.
    template <class Entity>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto left_join() const {
        static_cast<void>(detail::require_schema<Entity>());
        return detail::infer_join<detail::join_kind::left, Entity>(select_statement(*this),
                                                                   sources{});
    }
    template <class Entity, expression Condition>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto left_join(Condition on) const {
        static_cast<void>(detail::require_schema<Entity>());
        return detail::add_join<detail::join_kind::left, detail::table_source<Entity>>(
            select_statement(*this), std::move(on));
    }
    template <class Entity, fixed_string Name, expression Condition>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto left_join(table_alias<Entity, Name>, Condition on) const {
        static_cast<void>(detail::require_schema<Entity>());
        return detail::add_join<detail::join_kind::left, detail::alias_source<Entity, Name>>(
            select_statement(*this), std::move(on));
    }

    /// Keeps the rows for which all `conditions` are true; `where(a, b)` is `a && b`, cheaper to compile.
    template <expression... Conditions>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto where(Conditions... conditions) && {
        static_cast<void>(detail::require_clause_order<detail::clause_rank::where, Clauses...>());
        if constexpr ((detail::require_condition<Conditions>() && ...))
            (detail::require_no_aggregate<Conditions>(), ...);
        static_cast<void>(detail::require_columns_in<sources, Conditions...>());
        return detail::add_clause(
            static_cast<select_statement&&>(*this),
            detail::where_clause<Conditions...>{{detail::make_pack<Conditions...>(static_cast<Conditions&&>(conditions)...)}});
    }
    template <expression... Conditions>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto where(Conditions... conditions) const& {
        return select_statement(*this).where(std::move(conditions)...);
    }

    /// One row for each combination of values.
    template <expression... Nodes>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto group_by(Nodes... nodes) && {
        static_cast<void>(detail::require_clause_order<detail::clause_rank::group_by, Clauses...>());
        static_cast<void>(detail::require_columns_in<sources, Nodes...>());
        return detail::add_clause(
            static_cast<select_statement&&>(*this),
            detail::group_by_clause<Nodes...>{{detail::make_pack<Nodes...>(static_cast<Nodes&&>(nodes)...)}});
    }
    template <expression... Nodes>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto group_by(Nodes... nodes) const& {
        return select_statement(*this).group_by(std::move(nodes)...);
    }

    /// Keeps the groups for which all `conditions` are true.
    template <expression... Conditions>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto having(Conditions... conditions) && {
        static_cast<void>(detail::require_clause_order<detail::clause_rank::having, Clauses...>());
        static_cast<void>((detail::require_condition<Conditions>() && ...));
        static_cast<void>(detail::require_columns_in<sources, Conditions...>());
        return detail::add_clause(
            static_cast<select_statement&&>(*this),
            detail::having_clause<Conditions...>{{detail::make_pack<Conditions...>(static_cast<Conditions&&>(conditions)...)}});
    }
    template <expression... Conditions>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto having(Conditions... conditions) const& {
        return select_statement(*this).having(std::move(conditions)...);
    }

    /// Equal rows once.
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto distinct() && {
        static_cast<void>(detail::require_clause_order<detail::clause_rank::distinct, Clauses...>());
        return detail::add_clause(static_cast<select_statement&&>(*this), detail::distinct_clause{});
    }
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto distinct() const& {
        return select_statement(*this).distinct();
    }

    /// One expression gives its own type as row, several a std::tuple.
    template <class... Items>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto select(Items... items) && {
        static_cast<void>(detail::require_clause_order<detail::clause_rank::select, Clauses...>());
        if constexpr (detail::require_items<Items...>())
            static_cast<void>(detail::require_columns_in<sources, Items...>());
        return detail::add_clause(
            static_cast<select_statement&&>(*this),
            detail::select_clause<Items...>{detail::make_pack<Items...>(static_cast<Items&&>(items)...)});
    }
    template <class... Items>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto select(Items... items) const& {
        return select_statement(*this).select(std::move(items)...);
    }

    /// Fills the aggregate `Row` by position; its fields must take the types and the NULLs.
    template <class Row, class... Items>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto select_as(Items... items) && {
        static_cast<void>(detail::require_clause_order<detail::clause_rank::select, Clauses...>());
        if constexpr (detail::require_columns_in<sources, Items...>())
            static_cast<void>(detail::require_row<Row, nullable, Items...>());
        return detail::add_clause(
            static_cast<select_statement&&>(*this),
            detail::select_as_clause<Row, Items...>{{detail::make_pack<Items...>(static_cast<Items&&>(items)...)}});
    }
    template <class Row, class... Items>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto select_as(Items... items) const& {
        return select_statement(*this).template select_as<Row>(std::move(items)...);
    }

    /// `order_by(col<&User::name>, desc(col<&User::age>))`; without it the order is not defined.
    template <class... Terms>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto order_by(Terms... terms) && {
        static_cast<void>(detail::require_clause_order<detail::clause_rank::order_by, Clauses...>());
        return detail::add_order(static_cast<select_statement&&>(*this), detail::as_ordering_term(std::move(terms))...);
    }
    template <class... Terms>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto order_by(Terms... terms) const& {
        return select_statement(*this).order_by(std::move(terms)...);
    }

    /// At most `count` rows.
    template <class Count>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto limit(Count count) && {
        static_cast<void>(detail::require_clause_order<detail::clause_rank::limit, Clauses...>());
        return detail::add_count<detail::limit_clause>(static_cast<select_statement&&>(*this), std::move(count));
    }
    template <class Count>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto limit(Count count) const& {
        return select_statement(*this).limit(std::move(count));
    }

    /// Without the first `count` rows. (Reading page after page this way reads the skipped rows too.)
    template <class Count>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto offset(Count count) && {
        static_cast<void>(detail::require_clause_order<detail::clause_rank::offset, Clauses...>());
        return detail::add_count<detail::offset_clause>(static_cast<select_statement&&>(*this), std::move(count));
    }
    template <class Count>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto offset(Count count) const& {
        return select_statement(*this).offset(std::move(count));
    }

    static constexpr void write(sql_writer& out) { detail::write_select<Clauses...>(out, {}, {}); }

    /// Binds the values in the order in which the text has their placeholders.
    template <class Sink>
    LITHE_ALWAYS_INLINE constexpr void bind(Sink& sink) const {
        (bind_clause<true, Clauses>(sink), ...);
        (bind_clause<false, Clauses>(sink), ...);
    }

   private:
    template <bool Projection, class Clause, class Sink>
    LITHE_ALWAYS_INLINE constexpr void bind_clause(Sink& sink) const {
        if constexpr (Clause::parameters &&
                      Projection == (Clause::rank == detail::clause_rank::select))
            static_cast<Clause const&>(*this).bind(sink);
    }
};

/// Begins a query on the table of `Entity`.
template <class Entity>
[[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto from() {
    static_cast<void>(detail::require_schema<Entity>());
    return select_statement<detail::from_clause<detail::table_source<Entity>>>{};
}
/// Begins a query on a table under another name.
template <class Entity, fixed_string Name>
[[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto from(table_alias<Entity, Name>) {
    static_cast<void>(detail::require_schema<Entity>());
    return select_statement<detail::from_clause<detail::alias_source<Entity, Name>>>{};
}

}  // namespace lithe::inline v0
