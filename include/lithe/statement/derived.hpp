#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A query in brackets in FROM or JOIN: `auto t = lithe::derived<"top">(query);`, then `from(t)` and
// `t[col<&Top::posts>]`, as of a cte(). It is written, and its values are bound, where it stands.
// https://www.sqlite.org/lang_select.html#the_from_clause

#include <lithe/statement/cte.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

// Without AS SQLite does not promise how a result's column is called.
template <class Source, std::size_t... Index>
constexpr void write_named_fields(sql_writer& out, std::index_sequence<Index...>) {
    using entity = typename Source::entity;
    comma separate{out};
    ((separate(), write_field<Source, Index>(out), out.text(" AS "),
      out.identifier(column_names<entity>[Index])),
     ...);
}
template <class Row, class Source, class Projection>
constexpr void write_named_items(sql_writer& out, Projection*) {
    write_named_fields<Source>(out, field_indices<Row>{});
}
template <class Row, class Source, class... Items>
constexpr void write_named_items(sql_writer& out, select_as_clause<Row, Items...>*) {
    comma separate{out};
    std::size_t at = 0;
    ((separate(), write_item<Items>(out), out.text(" AS "),
      out.identifier(column_names<Row>[at++])),
     ...);
}

/// A query whose result columns are named as those of `Row`.
template <class Row, class... Clauses>
constexpr void write_named(sql_writer& out, select_statement<Clauses...>*) {
    using list = type_list<Clauses...>;
    using source = nth_t<0, sources_of<list>>;
    bool const around = out.qualified;
    out.qualified = out.nested || sources_of<list>::size > 1;
    out.text(has_clause<clause_rank::distinct, list> ? "SELECT DISTINCT " : "SELECT ");
    write_named_items<Row, source>(out, static_cast<projection_of<list>*>(nullptr));
    (write_clause<Clauses>(out, !has_clause<clause_rank::limit, list>), ...);
    out.qualified = around;
}
// Of a compound the first query names the columns.
template <class Row, class Columns, class First, class... Parts, class... Clauses>
constexpr void write_named(sql_writer& out,
                           compound_statement<Columns, value_pack<First, Parts...>, Clauses...>*) {
    write_named<Row>(out, static_cast<typename First::query_type*>(nullptr));
    (Parts::write(out), ...);
    (write_clause<Clauses>(out, !has_clause<clause_rank::limit, type_list<Clauses...>>), ...);
}

}  // namespace detail

/// A query in brackets; made by derived().
template <fixed_string Name, class Query>
struct derived_query : detail::named_columns<Name, typename detail::query_rows<Query>::row_type> {
    using entity = typename detail::query_rows<Query>::row_type;
    static constexpr bool sound = true;
    static constexpr bool parameters = detail::subquery_facts<Query>::parameters;
    static constexpr unsigned inside = detail::inside_query<Query>;

    LITHE_NO_UNIQUE_ADDRESS Query query;

    constexpr explicit derived_query(Query given) : query(static_cast<Query&&>(given)) {}

    static constexpr void write_declaration(sql_writer& out) {
        out.put('(');
        detail::write_named<entity>(out, static_cast<Query*>(nullptr));
        out.text(") AS ");
        out.identifier(Name.view());
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        query.bind_body(sink);
    }
};

/// Names a query whose rows are a struct, for this one place in FROM or JOIN. (What is used twice
/// is better a cte().)
template <fixed_string Name, class Query>
[[nodiscard]] constexpr auto derived(Query query) {
    constexpr bool good = detail::explain<decltype(detail::find_in_cte<Query>())>();
    if constexpr (good && detail::is_sound_query<Query>()) {
        return derived_query<Name, Query>(static_cast<Query&&>(query));
    } else {
        return detail::mistaken_query<Name>();
    }
}

}  // namespace lithe::inline v0
