#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// SELECT: `from<User>().where(…).select(…).order_by(…).limit(…)`. Each clause gives a new type with
// one clause more; what is known so far is checked at each step, and the whole when it is run.
// https://www.sqlite.org/lang_select.html

#include <lithe/statement/add_clause.hpp>
#include <lithe/statement/same_values.hpp>
#include <lithe/statement/whole_query.hpp>

#include <string_view>

namespace lithe::inline v0 {

/// A typed SELECT. Its type is the query; its object holds the values that are bound.
///
/// Threads: any. Lifetime: it owns its values, but for an lvalue range given to `in`.
template <class... Clauses>
struct select_statement : Clauses..., detail::whole_query<select_statement<Clauses...>> {
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

    /// With the rows of `Entity` for which `on` is true; without `on` it comes from the one foreign
    /// key between `Entity` and the tables before it.
    template <class Entity, class Condition = detail::unwritten_condition>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto join(Condition on = {}) const {
        using joined = detail::table_source<Entity>;
        using found = decltype(detail::find_in_join<joined, clauses, Condition>());
        constexpr bool good = detail::require_schema<Entity>() && detail::explain<found>();
        return detail::add_join<good, detail::join_kind::inner, joined>(
            *this, static_cast<Condition&&>(on));
    }
    template <detail::named_source Named, class Condition = detail::unwritten_condition>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto join(Named const& named,
                                                          Condition on = {}) const {
        using found = decltype(detail::find_in_named_join<detail::join_kind::inner, Named, clauses,
                                                          Condition>());
        constexpr bool good =
            detail::require_schema<typename Named::entity>() && detail::explain<found>();
        return detail::join_named<good, detail::join_kind::inner>(*this, named, on);
    }
    /// As join, but rows without a partner stay: the columns of `Entity` become std::optional.
    template <class Entity, class Condition = detail::unwritten_condition>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto left_join(Condition on = {}) const {
        using joined = detail::table_source<Entity>;
        using found = decltype(detail::find_in_join<joined, clauses, Condition>());
        constexpr bool good = detail::require_schema<Entity>() && detail::explain<found>();
        return detail::add_join<good, detail::join_kind::left, joined>(
            *this, static_cast<Condition&&>(on));
    }
    template <detail::named_source Named, class Condition = detail::unwritten_condition>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto left_join(Named const& named,
                                                               Condition on = {}) const {
        using found = decltype(detail::find_in_named_join<detail::join_kind::left, Named, clauses,
                                                          Condition>());
        constexpr bool good =
            detail::require_schema<typename Named::entity>() && detail::explain<found>();
        return detail::join_named<good, detail::join_kind::left>(*this, named, on);
    }
    /// As join, but every row of `Entity` stays: the columns before it become std::optional.
    template <class Entity, class Condition = detail::unwritten_condition>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto right_join(Condition on = {}) const {
        using joined = detail::table_source<Entity>;
        using found = decltype(detail::find_in_join<joined, clauses, Condition>());
        constexpr bool good = detail::require_schema<Entity>() && detail::explain<found>();
        return detail::add_join<good, detail::join_kind::right, joined>(
            *this, static_cast<Condition&&>(on));
    }
    template <detail::named_source Named, class Condition = detail::unwritten_condition>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto right_join(Named const& named,
                                                                Condition on = {}) const {
        using found = decltype(detail::find_in_named_join<detail::join_kind::right, Named, clauses,
                                                          Condition>());
        constexpr bool good =
            detail::require_schema<typename Named::entity>() && detail::explain<found>();
        return detail::join_named<good, detail::join_kind::right>(*this, named, on);
    }
    /// As join, but the rows of both sides stay: all columns become std::optional.
    template <class Entity, class Condition = detail::unwritten_condition>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto full_join(Condition on = {}) const {
        using joined = detail::table_source<Entity>;
        using found = decltype(detail::find_in_join<joined, clauses, Condition>());
        constexpr bool good = detail::require_schema<Entity>() && detail::explain<found>();
        return detail::add_join<good, detail::join_kind::full, joined>(
            *this, static_cast<Condition&&>(on));
    }
    template <detail::named_source Named, class Condition = detail::unwritten_condition>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto full_join(Named const& named,
                                                               Condition on = {}) const {
        using found = decltype(detail::find_in_named_join<detail::join_kind::full, Named, clauses,
                                                          Condition>());
        constexpr bool good =
            detail::require_schema<typename Named::entity>() && detail::explain<found>();
        return detail::join_named<good, detail::join_kind::full>(*this, named, on);
    }
    /// Every row with every row of `Entity`; SQLite's planner keeps this order of the tables.
    template <class Entity>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto cross_join() const {
        using joined = detail::table_source<Entity>;
        using found = decltype(detail::find_in_cross_join<joined, clauses>());
        constexpr bool good = detail::require_schema<Entity>() && detail::explain<found>();
        return detail::add_join<good, detail::join_kind::cross, joined>(
            *this, detail::unwritten_condition{});
    }
    template <detail::named_source Named>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto cross_join(Named const& named) const {
        using found = decltype(detail::find_in_named_cross<Named, clauses>());
        constexpr bool good =
            detail::require_schema<typename Named::entity>() && detail::explain<found>();
        return detail::join_named<good, detail::join_kind::cross>(*this, named,
                                                                  detail::unwritten_condition{});
    }

    /// The rows for which all conditions are true; `where(a, b)` compiles faster than `a && b`.
    template <class... Conditions>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto where(Conditions... conditions) && {
        constexpr bool good =
            detail::explain<decltype(detail::find_in_where<clauses, Conditions...>())>();
        return detail::add_clause<good>(
            static_cast<select_statement&&>(*this),
            detail::where_clause<Conditions...>{
                {detail::make_pack<Conditions...>(static_cast<Conditions&&>(conditions)...)}});
    }
    template <class... Conditions>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto where(Conditions... conditions) const& {
        constexpr bool good =
            detail::explain<decltype(detail::find_in_where<clauses, Conditions...>())>();
        return detail::add_clause<good>(
            *this, detail::where_clause<Conditions...>{{detail::make_pack<Conditions...>(
                       static_cast<Conditions&&>(conditions)...)}});
    }

    /// One row for each combination of values; `literal<2>` for constants in what is selected, too.
    template <class... Nodes>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto group_by(Nodes... nodes) && {
        constexpr bool good =
            detail::explain<decltype(detail::find_in_group_by<clauses, Nodes...>())>() &&
            detail::require_no_column_number<Nodes...>();
        return detail::add_clause<good>(
            static_cast<select_statement&&>(*this),
            detail::group_by_clause<Nodes...>{
                {detail::make_pack<Nodes...>(static_cast<Nodes&&>(nodes)...)}});
    }
    template <class... Nodes>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto group_by(Nodes... nodes) const& {
        constexpr bool good =
            detail::explain<decltype(detail::find_in_group_by<clauses, Nodes...>())>() &&
            detail::require_no_column_number<Nodes...>();
        return detail::add_clause<good>(
            *this, detail::group_by_clause<Nodes...>{
                       {detail::make_pack<Nodes...>(static_cast<Nodes&&>(nodes)...)}});
    }

    /// Keeps the groups for which all `conditions` are true.
    template <class... Conditions>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto having(Conditions... conditions) && {
        constexpr bool good =
            detail::explain<decltype(detail::find_in_having<clauses, Conditions...>())>();
        return detail::add_clause<good>(
            static_cast<select_statement&&>(*this),
            detail::having_clause<Conditions...>{
                {detail::make_pack<Conditions...>(static_cast<Conditions&&>(conditions)...)}});
    }
    template <class... Conditions>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto having(Conditions... conditions) const& {
        constexpr bool good =
            detail::explain<decltype(detail::find_in_having<clauses, Conditions...>())>();
        return detail::add_clause<good>(
            *this, detail::having_clause<Conditions...>{{detail::make_pack<Conditions...>(
                       static_cast<Conditions&&>(conditions)...)}});
    }

    /// Windows under names, `lithe::window<"w">(…)`, for over().
    template <class... Windows>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto window(Windows... windows) const& {
        constexpr bool good =
            detail::explain<decltype(detail::find_in_window<clauses, Windows...>())>();
        return detail::add_clause<good>(
            *this, detail::window_clause<Windows...>{
                       detail::make_pack<Windows...>(static_cast<Windows&&>(windows)...)});
    }

    /// Equal rows once.
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto distinct() const& {
        constexpr bool good = detail::explain<decltype(detail::find_in_distinct<clauses>())>();
        return detail::add_clause<good>(*this, detail::distinct_clause{});
    }

    /// One expression gives its own type as row, several a std::tuple.
    template <class... Items>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto select(Items... items) && {
        constexpr bool good =
            detail::explain<decltype(detail::find_in_select<clauses, Items...>())>();
        return detail::add_clause<good>(static_cast<select_statement&&>(*this),
                                        detail::select_clause<Items...>{detail::make_pack<Items...>(
                                            static_cast<Items&&>(items)...)});
    }
    template <class... Items>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto select(Items... items) const& {
        constexpr bool good =
            detail::explain<decltype(detail::find_in_select<clauses, Items...>())>();
        return detail::add_clause<good>(
            *this, detail::select_clause<Items...>{
                       detail::make_pack<Items...>(static_cast<Items&&>(items)...)});
    }

    /// Fills the aggregate `Row` by position; its fields must take the types and the NULLs.
    template <class Row, class... Items>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto select_as(Items... items) && {
        constexpr bool good =
            detail::require_reflectable<Row>() &&
            detail::explain<decltype(detail::find_in_select_as<clauses, Row, Items...>())>();
        return detail::add_clause<good>(
            static_cast<select_statement&&>(*this),
            detail::select_as_clause<Row, Items...>{
                {detail::make_pack<Items...>(static_cast<Items&&>(items)...)}});
    }
    template <class Row, class... Items>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto select_as(Items... items) const& {
        constexpr bool good =
            detail::require_reflectable<Row>() &&
            detail::explain<decltype(detail::find_in_select_as<clauses, Row, Items...>())>();
        return detail::add_clause<good>(
            *this, detail::select_as_clause<Row, Items...>{
                       {detail::make_pack<Items...>(static_cast<Items&&>(items)...)}});
    }

    /// `order_by(col<&User::name>, desc(col<&User::age>))`; else the order is not defined.
    template <class... Terms>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto order_by(Terms... terms) && {
        constexpr bool good =
            detail::explain<decltype(detail::find_in_order_by<clauses, Terms...>())>() &&
            detail::require_no_column_number<Terms...>();
        return detail::add_clause<good>(
            static_cast<select_statement&&>(*this),
            detail::make_order(detail::as_ordering_term(static_cast<Terms&&>(terms))...));
    }
    template <class... Terms>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto order_by(Terms... terms) const& {
        constexpr bool good =
            detail::explain<decltype(detail::find_in_order_by<clauses, Terms...>())>() &&
            detail::require_no_column_number<Terms...>();
        return detail::add_clause<good>(
            *this, detail::make_order(detail::as_ordering_term(static_cast<Terms&&>(terms))...));
    }

    /// At most `count` rows. Errors: std::invalid_argument for a negative value.
    template <class Count>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto limit(Count count) && {
        constexpr bool good = detail::explain<
            decltype(detail::find_in_count<detail::clause_rank::limit, clauses, Count>())>();
        return detail::add_clause<good>(
            static_cast<select_statement&&>(*this),
            detail::make_count<detail::limit_clause>(static_cast<Count&&>(count)));
    }
    template <class Count>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto limit(Count count) const& {
        constexpr bool good = detail::explain<
            decltype(detail::find_in_count<detail::clause_rank::limit, clauses, Count>())>();
        return detail::add_clause<good>(
            *this, detail::make_count<detail::limit_clause>(static_cast<Count&&>(count)));
    }

    /// Without the first `count` rows, which are read all the same.
    template <class Count>
    [[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto offset(Count count) const& {
        constexpr bool good = detail::explain<
            decltype(detail::find_in_count<detail::clause_rank::offset, clauses, Count>())>();
        return detail::add_clause<good>(
            *this, detail::make_count<detail::offset_clause>(static_cast<Count&&>(count)));
    }

    static constexpr void write(sql_writer& out) {
        if constexpr (detail::has_names<clauses>)
            detail::write_with<select_statement>(out);
        detail::write_select<Clauses...>(out, {}, {});
    }
    /// Binds the values in the order in which the text has their placeholders.
    template <class Sink>
    LITHE_ALWAYS_INLINE constexpr void bind(Sink& sink) const {
        if constexpr (detail::has_names<clauses>)
            detail::bind_with(sink, *this);
        bind_body(sink);
    }
    // Without WITH, which is of the whole statement.
    static constexpr void write_body(sql_writer& out) {
        detail::write_select<Clauses...>(out, {}, {});
    }
    template <class Sink>
    LITHE_ALWAYS_INLINE constexpr void bind_body(Sink& sink) const {
        if constexpr (!requires { Sink::compares_windows; }) {
            if constexpr (detail::compares_values<Sink, clauses>)
                detail::compare_values<Sink>(*this);
            (bind_clause<true, Clauses>(sink), ...);
            (bind_clause<false, Clauses>(sink), ...);
        }
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
    constexpr bool good = detail::require_schema<Entity>();
    return detail::begin_query<good, detail::table_source<Entity>>();
}
/// Begins a query on an alias, on a query under a name, cte() or derived(), or on a function's
/// rows.
template <detail::named_source Named>
[[nodiscard]] LITHE_ALWAYS_INLINE constexpr auto from(Named const& named) {
    constexpr bool good =
        detail::require_schema<typename Named::entity>() &&
        detail::explain<decltype(detail::find_in_arguments<Named, detail::type_list<>>())>();
    return detail::begin_named<good>(named);
}

}  // namespace lithe::inline v0
