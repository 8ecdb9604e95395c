#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Keyset pagination: `query.order_by(…).limit(n).seek_after(last)` goes on behind the last row of
// the page before, by its values and not by a count: each page costs the same, and rows inserted
// meanwhile move none. https://www.sqlite.org/rowvalue.html#scrolling_window_queries

#include <lithe/statement/add_clause.hpp>
#include <lithe/statement/seek_rules.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0::detail {

// ---- the condition ----

/// A value of the last row, as the comparison with its term binds it; empty for NULL.
template <class Term, class Value, class Nullable>
struct seek_term {
    using node = typename Term::node_type;
    using bound = operand_t<bare<Value> const&, node>;
    static constexpr bool nullable = node::template may_be_null<Nullable>();
    static constexpr bool descends = Term::order == direction::descending;
    static constexpr bool nulls_last =
        Term::nulls == null_order::by_default ? descends : Term::nulls == null_order::last;

    std::optional<bound> value{};

    static constexpr void write_compared(sql_writer& out, std::string_view words) {
        write_operand<precedence::order, node>(out, true);
        out.text(words);
        bound::write(out);
    }
    static constexpr void write_null(sql_writer& out, std::string_view words) {
        write_operand<precedence::order, node>(out, true);
        out.text(words);
    }
    /// Rows that this term alone puts behind the last one.
    static constexpr void write_behind(sql_writer& out, bool null) {
        if (null)
            return nulls_last ? out.text("0") : write_null(out, " IS NOT NULL");
        bool const or_null = nullable && nulls_last;
        if (or_null)
            out.put('(');
        write_compared(out, descends ? " < " : " > ");
        if (or_null) {
            out.text(" OR ");
            write_null(out, " IS NULL)");
        }
    }
    static constexpr void write_equal(sql_writer& out, bool null) {
        null ? write_null(out, " IS NULL") : write_compared(out, " = ");
    }
    /// A bound on the first term, which an index can start from; true when there is one.
    static constexpr bool bounds(bool null) { return !null && !(nullable && nulls_last); }
    static constexpr void write_bound(sql_writer& out) {
        write_compared(out, descends ? " <= " : " >= ");
    }
};

/// `a >= ?1 AND (a > ?2 OR a = ?3 AND (b < ?4 OR …))`, by the order's directions and NULLs; with a
/// text of its own for each set of NULLs in the last row, so that an index serves each.
template <class... Terms>
struct seek_condition : expression_tag {
    static constexpr bool is_choice = true;
    static constexpr unsigned inside = choice_inside;
    static constexpr bool is_parameter = true;
    static constexpr std::size_t choices = 1 + sizeof...(Terms);
    using children = type_list<typename Terms::node...>;
    using value_type = bool;
    static constexpr precedence rank = precedence::primary;

    bool on;
    value_pack<Terms...> terms;

    template <class Nullable>
    static consteval bool may_be_null() {
        return true;
    }
    static constexpr bool is_absent(unsigned char const* given) { return given[0] != 0; }
    static constexpr void write(sql_writer& out) {
        unsigned char const none[choices]{};
        unsigned char const* const nulls = (out.choices == nullptr ? none : out.choices) + 1;
        out.skip_choices(choices);
        out.put('(');
        std::size_t at = 0;
        (write_term<Terms>(out, nulls[at], at), ...);
        for (std::size_t open = 1; open < sizeof...(Terms); ++open)
            out.put(')');
        out.put(')');
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        tell_choice(sink, on ? 0 : 1);
        terms.each([&](auto const& term) { tell_choice(sink, on && !term.value ? 1 : 0); });
        if (!on)
            return;
        std::size_t at = 0;
        terms.each([&]<class Term>(Term const& term) {
            bool const last = ++at == sizeof...(Terms);
            if (!term.value)
                return;
            if (at == 1 && !last && Term::bounds(false))
                term.value->bind(sink);
            term.value->bind(sink);
            if (!last)
                term.value->bind(sink);
        });
    }

private:
    template <class Term>
    static constexpr void write_term(sql_writer& out, bool null, std::size_t& at) {
        bool const last = ++at == sizeof...(Terms);
        if (at == 1 && !last && Term::bounds(null)) {
            Term::write_bound(out);
            out.text(" AND ");
        }
        if (at > 1 || !last)
            out.put('(');
        Term::write_behind(out, null);
        if (last)
            return at > 1 ? out.put(')') : void();
        out.text(" OR ");
        Term::write_equal(out, null);
        out.text(" AND ");
    }
};

// ---- the query with it ----

/// Clauses as they are but for `Old`, which is extended by `New`; or with a fresh clause behind the
/// last one of rank `Behind` or less.
template <template <class...> class Clause, class New, clause_rank Behind, class Clauses>
struct clauses_with_condition;
template <template <class...> class Clause, class New, clause_rank Behind, class... Clauses>
struct clauses_with_condition<Clause, New, Behind, type_list<Clauses...>> {
    template <class Old>
    struct extended {
        using type = type_list<Old>;
    };
    template <class... Nodes>
    struct extended<Clause<Nodes...>> {
        using type = type_list<Clause<New, Nodes...>>;
    };
    static consteval std::size_t last() {
        std::size_t at = 0;
        std::size_t found = 0;
        ((found = Clauses::rank <= Behind ? at : found, ++at), ...);
        return found;
    }
    template <std::size_t... Index>
    static consteval auto insert(std::index_sequence<Index...>) {
        return concat_t<std::conditional_t<Index == last(), type_list<Clauses, Clause<New>>,
                                           type_list<Clauses>>...>{};
    }
    static consteval auto make() {
        if constexpr (has_clause<Clause<New>::rank, type_list<Clauses...>>) {
            return concat_t<typename extended<Clauses>::type...>{};
        } else {
            return insert(std::index_sequence_for<Clauses...>{});
        }
    }
    using type = decltype(make());
};

template <class Old, class Query, class New>
constexpr Old take_clause(type_list<Old>, Query const& query, New const&) {
    return static_cast<Old const&>(query);
}
template <template <class...> class Clause, class New, class... Nodes, std::size_t... Index>
constexpr Clause<New, Nodes...> extend(Clause<Nodes...> const& clause, New const& condition,
                                       std::index_sequence<Index...>) {
    return {{make_pack<New, Nodes...>(condition, get<Index>(clause.list)...)}};
}
template <template <class...> class Clause, class Query, class New, class... Nodes>
constexpr Clause<New, Nodes...> take_clause(type_list<Clause<New, Nodes...>>, Query const& query,
                                            New const& condition) {
    if constexpr (sizeof...(Nodes) == 0) {
        return {{make_pack<New>(condition)}};
    } else {
        return extend(static_cast<Clause<Nodes...> const&>(query), condition,
                      std::index_sequence_for<Nodes...>{});
    }
}
template <class... Clauses, class Query, class New>
constexpr auto build_query(type_list<Clauses...>, Query const& query, New const& condition) {
    return select_statement<Clauses...>{take_clause(type_list<Clauses>{}, query, condition)..., {}};
}

template <class Term, class Facts>
using seek_term_of =
    seek_term<Term,
              std::remove_cvref_t<decltype(term_in_row<typename Facts::shape, Term>::of(
                  std::declval<typename Facts::row_type const&>()))>,
              nullable_sources_of<typename Facts::list>>;

template <class Term, class Value>
constexpr void set_term(Term& term, Value const& value) {
    if constexpr (!is_optional<Value>) {
        term.value.emplace(as_operand<typename Term::node>(value));
    } else if (value) {
        term.value.emplace(as_operand<typename Term::node>(*value));
    }
}
/// `last` is a row, or an optional of one.
template <class Facts, class Term, class Row>
constexpr auto make_seek_term(Row const& last) {
    using place = term_in_row<typename Facts::shape, Term>;
    seek_term_of<Term, Facts> term;
    if constexpr (std::is_same_v<Row, typename Facts::row_type>) {
        set_term(term, place::of(last));
    } else if (last) {
        set_term(term, place::of(*last));
    }
    return term;
}
template <class Facts, class... Terms, class Row>
constexpr auto make_seek(type_list<order_by_clause<Terms...>>, Row const& last) {
    bool on = true;
    if constexpr (!std::is_same_v<Row, typename Facts::row_type>)
        on = last.has_value();
    return seek_condition<seek_term_of<Terms, Facts>...>{
        {}, on, make_pack<seek_term_of<Terms, Facts>...>(make_seek_term<Facts, Terms>(last)...)};
}

/// In WHERE, or in HAVING where the order may be by aggregates.
template <bool Good, class... Clauses, class Row>
constexpr auto add_seek(select_statement<Clauses...> const& query, Row const& last) {
    using list = type_list<Clauses...>;
    if constexpr (!Good) {
        return add_clause<false>(query, refused_clause{});
    } else {
        using facts = select_facts<list>;
        auto const condition = make_seek<facts>(clauses_at<clause_rank::order_by, list>{}, last);
        using node = std::remove_const_t<decltype(condition)>;
        if constexpr (is_aggregating<list>) {
            using made = clauses_with_condition<having_clause, node, clause_rank::group_by, list>;
            return build_query(typename made::type{}, query, condition);
        } else {
            using made = clauses_with_condition<where_clause, node, clause_rank::join, list>;
            return build_query(typename made::type{}, query, condition);
        }
    }
}

}  // namespace lithe::inline v0::detail
