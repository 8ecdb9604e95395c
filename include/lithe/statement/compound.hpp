#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// UNION, UNION ALL, INTERSECT and EXCEPT: `query.union_with(other).except(third).order_by(…)`. All
// bind alike and from the left, as in SQLite. The first query names the row.
// https://www.sqlite.org/lang_select.html#compound_select_statements

#include <lithe/statement/compound_order.hpp>
#include <lithe/statement/subquery.hpp>

#include <string_view>

namespace lithe::inline v0 {
namespace detail {

/// A query and how it is joined to those before it.
template <compound_kind Kind, class Query>
struct compound_part {
    using query_type = Query;
    LITHE_NO_UNIQUE_ADDRESS Query query;

    static constexpr void write(sql_writer& out) {
        out.text(Kind == compound_kind::union_distinct ? " UNION "
                 : Kind == compound_kind::union_all    ? " UNION ALL "
                 : Kind == compound_kind::intersect    ? " INTERSECT "
                 : Kind == compound_kind::except       ? " EXCEPT "
                                                       : "");
        subquery_facts<Query>::write(out);
    }
};

}  // namespace detail

/// A typed compound SELECT; `Columns` are those of all its queries unified.
template <class Columns, class Parts, class... Clauses>
struct compound_statement;
template <class Columns, class... Parts, class... Clauses>
struct compound_statement<Columns, detail::value_pack<Parts...>, Clauses...> : Clauses... {
    using clauses = detail::type_list<Clauses...>;
    using first_query = typename detail::nth_t<0, detail::type_list<Parts...>>::query_type;
    using target = typename first_query::target;
    using rows = detail::compound_rows<typename detail::part_facts<first_query>::shape, Columns>;
    static constexpr bool writes = false;
    static constexpr bool returns_rows = true;

    LITHE_NO_UNIQUE_ADDRESS detail::value_pack<Parts...> parts;

    /// The text; a constant.
    [[nodiscard]] static constexpr std::string_view sql() {
        return detail::sql_of<compound_statement>;
    }

    /// The rows of both, each once.
    template <class Query>
    [[nodiscard]] constexpr auto union_with(Query query) const {
        constexpr bool good =
            detail::explain<decltype(detail::find_in_compound<compound_statement, Query>())>();
        return append_part<good, detail::compound_kind::union_distinct>(
            *this, static_cast<Query&&>(query));
    }
    /// The rows of both, as often as they come.
    template <class Query>
    [[nodiscard]] constexpr auto union_all(Query query) const {
        constexpr bool good =
            detail::explain<decltype(detail::find_in_compound<compound_statement, Query>())>();
        return append_part<good, detail::compound_kind::union_all>(*this,
                                                                   static_cast<Query&&>(query));
    }
    /// The rows that are in both, each once.
    template <class Query>
    [[nodiscard]] constexpr auto intersect(Query query) const {
        constexpr bool good =
            detail::explain<decltype(detail::find_in_compound<compound_statement, Query>())>();
        return append_part<good, detail::compound_kind::intersect>(*this,
                                                                   static_cast<Query&&>(query));
    }
    /// The rows that are not in `query`, each once.
    template <class Query>
    [[nodiscard]] constexpr auto except(Query query) const {
        constexpr bool good =
            detail::explain<decltype(detail::find_in_compound<compound_statement, Query>())>();
        return append_part<good, detail::compound_kind::except>(*this, static_cast<Query&&>(query));
    }

    /// By columns of the result: expressions of the first select(), columns of its struct, or
    /// fields of what select_as() fills.
    template <class... Terms>
    [[nodiscard]] constexpr auto order_by(Terms... terms) const {
        constexpr bool good = detail::explain<
            decltype(detail::find_in_compound_order<first_query, clauses, Terms...>())>();
        return order_compound<good>(*this,
                                    detail::as_ordering_term(static_cast<Terms&&>(terms))...);
    }
    /// At most `count` rows. Errors: std::invalid_argument for a negative value.
    template <class Count>
    [[nodiscard]] constexpr auto limit(Count count) const {
        constexpr bool good = detail::explain<
            decltype(detail::find_in_count<detail::clause_rank::limit, clauses, Count>())>();
        return add_tail<good>(
            *this, detail::make_count<detail::limit_clause>(static_cast<Count&&>(count)));
    }
    /// Without the first `count` rows.
    template <class Count>
    [[nodiscard]] constexpr auto offset(Count count) const {
        constexpr bool good = detail::explain<
            decltype(detail::find_in_count<detail::clause_rank::offset, clauses, Count>())>();
        return add_tail<good>(
            *this, detail::make_count<detail::offset_clause>(static_cast<Count&&>(count)));
    }

    /// Does not compile: rows of several queries have no key that they could go on behind.
    template <class Row>
    constexpr auto seek_after(Row const&) const {
        static_cast<void>(detail::explain<detail::found_if<!detail::is_refused<clauses>,
                                                           detail::rule::seek_compound, Row>>());
        return add_tail<false>(*this, detail::refused_clause{});
    }

    static constexpr void write(sql_writer& out) {
        if constexpr (detail::part_facts<compound_statement>::names)
            detail::write_with<compound_statement>(out);
        write_body(out);
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        if constexpr (detail::part_facts<compound_statement>::names)
            detail::bind_with(sink, *this);
        bind_body(sink);
    }
    // Without WITH, which is of the whole statement.
    static constexpr void write_body(sql_writer& out) {
        (Parts::write(out), ...);
        (detail::write_clause<Clauses>(out,
                                       !detail::has_clause<detail::clause_rank::limit, clauses>),
         ...);
    }
    template <class Sink>
    constexpr void bind_body(Sink& sink) const {
        parts.each([&](auto const& part) { part.query.bind_body(sink); });
        (bind_tail<Clauses>(sink), ...);
    }

private:
    template <class Clause, class Sink>
    constexpr void bind_tail(Sink& sink) const {
        if constexpr (Clause::parameters && Clause::rank == detail::clause_rank::order_by) {
            static_cast<Clause const&>(*this).bind_places(sink, get<0>(parts).query);
        } else if constexpr (Clause::parameters) {
            static_cast<Clause const&>(*this).bind(sink);
        }
    }
};

namespace detail {

template <class Columns, class... Parts, class... Clauses>
struct part_facts<compound_statement<Columns, value_pack<Parts...>, Clauses...>> {
    using first = part_facts<typename nth_t<0, type_list<Parts...>>::query_type>;
    using columns = Columns;
    using shape = typename first::shape;
    using around = concat_t<typename part_facts<typename Parts::query_type>::around...>;
    static constexpr bool refused = is_refused<type_list<Clauses...>>;
    static constexpr bool cut = sizeof...(Clauses) > 0;
    static constexpr bool names = (part_facts<typename Parts::query_type>::names || ...);
    static constexpr bool chooses = (part_facts<typename Parts::query_type>::chooses || ...) ||
                                    has_choices<type_list<Clauses...>>;
    static constexpr bool in_trigger = (part_facts<typename Parts::query_type>::in_trigger || ...);
    static constexpr bool parameters =
        (part_facts<typename Parts::query_type>::parameters || ...) || (Clauses::parameters || ...);
};

template <class Columns, class... Parts, class... Clauses>
struct subquery_facts<compound_statement<Columns, value_pack<Parts...>, Clauses...>> {
    using query = compound_statement<Columns, value_pack<Parts...>, Clauses...>;
    using around = typename part_facts<query>::around;
    using items = typename items_of<Columns>::type;
    using item = nth_t<0, items>;
    using nullable = type_list<>;
    static constexpr bool refused = is_refused<type_list<Clauses...>>;
    static constexpr bool names = part_facts<query>::names;
    static constexpr bool chooses = part_facts<query>::chooses;
    static constexpr bool in_trigger = part_facts<query>::in_trigger;
    static constexpr bool one_column = Columns::size == 1 && !is_all_columns<item>;
    static constexpr bool parameters = part_facts<query>::parameters;
    static constexpr bool always_a_row = false;

    template <bool>
    static consteval auto find_mistake() {
        return first_finding<decltype(find_in_around(typename Parts::query_type::clauses{}))...>{};
    }
    static constexpr void write(sql_writer& out) { query::write_body(out); }
    static constexpr void write_exists(sql_writer& out) { query::write_body(out); }
};
template <class Columns, class Parts, class... Clauses>
inline constexpr bool is_query<compound_statement<Columns, Parts, Clauses...>> = true;

template <class Columns, class... Parts, class... Clauses>
consteval auto find_in_whole(compound_statement<Columns, value_pack<Parts...>, Clauses...> const*) {
    using query = compound_statement<Columns, value_pack<Parts...>, Clauses...>;
    using around = typename part_facts<query>::around;
    if constexpr (is_refused<type_list<Clauses...>>) {
        return no_finding{};
    } else if constexpr (around::size > 0) {
        return finding<rule::outer_alone, around>{};
    } else if constexpr (part_facts<query>::names) {
        return find_in_names<query>();
    } else {
        return no_finding{};
    }
}

// ---- one clause or query more ----

template <class Query>
inline constexpr bool is_sound_part = false;
template <class Query>
    requires is_plain_query<Query>
inline constexpr bool is_sound_part<Query> = !is_refused<typename Query::clauses>;

template <bool Good, class Columns, class Parts, class... Clauses, class New>
constexpr auto add_tail(compound_statement<Columns, Parts, Clauses...> statement, New clause) {
    if constexpr (Good) {
        return compound_statement<Columns, Parts, Clauses..., New>{
            static_cast<Clauses&&>(statement)..., static_cast<New&&>(clause),
            static_cast<Parts&&>(statement.parts)};
    } else if constexpr (is_refused<type_list<Clauses...>>) {
        return statement;
    } else {
        return compound_statement<Columns, Parts, Clauses..., refused_clause>{
            static_cast<Clauses&&>(statement)..., refused_clause{},
            static_cast<Parts&&>(statement.parts)};
    }
}

template <bool Good, class Columns, class Parts, class... Clauses, class... Terms>
constexpr auto order_compound(compound_statement<Columns, Parts, Clauses...> const& statement,
                              Terms... terms) {
    using query = typename compound_statement<Columns, Parts, Clauses...>::first_query;
    if constexpr (Good) {
        return add_tail<true>(statement, compound_order_clause<query, Terms...>{
                                             make_pack<Terms...>(static_cast<Terms&&>(terms)...)});
    } else {
        return add_tail<false>(statement, refused_clause{});
    }
}

template <compound_kind Kind, class Columns, class... Parts, class Query, std::size_t... Index>
constexpr auto with_part(compound_statement<Columns, value_pack<Parts...>> const& statement,
                         Query query, std::index_sequence<Index...>) {
    using columns = decltype(unify_pairs(Columns{}, typename part_facts<Query>::columns{}));
    using part = compound_part<Kind, Query>;
    return compound_statement<columns, value_pack<Parts..., part>>{make_pack<Parts..., part>(
        get<Index>(statement.parts)..., part{static_cast<Query&&>(query)})};
}
template <bool Good, compound_kind Kind, class Columns, class... Parts, class... Clauses,
          class Query>
constexpr auto append_part(
    compound_statement<Columns, value_pack<Parts...>, Clauses...> const& statement, Query query) {
    if constexpr (Good && sizeof...(Clauses) == 0 && is_sound_part<Query>) {
        return with_part<Kind>(statement, static_cast<Query&&>(query),
                               std::index_sequence_for<Parts...>{});
    } else {
        return add_tail<false>(statement, refused_clause{});
    }
}

template <class Left, class Right>
consteval auto find_in_union(type_list<Left, Right>) {
    return find_in_compound<Left, Right>();
}
/// Of two queries; a refused one where there is a mistake.
template <bool Good, compound_kind Kind, class... Clauses, class Query>
constexpr auto make_compound(select_statement<Clauses...> const& first, Query query) {
    using left = select_statement<Clauses...>;
    if constexpr (Good && !is_refused<type_list<Clauses...>> && is_sound_part<Query>) {
        using part = compound_part<compound_kind::first, left>;
        using columns = typename part_facts<left>::columns;
        return with_part<Kind>(
            compound_statement<columns, value_pack<part>>{make_pack<part>(part{first})},
            static_cast<Query&&>(query), std::index_sequence<0>{});
    } else {
        return add_clause<false>(first, refused_clause{});
    }
}

}  // namespace detail
}  // namespace lithe::inline v0
