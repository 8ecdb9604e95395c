#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Queries under a name, with the columns of the struct that they fill: `cte<"top">(query)`, whose
// columns are named through it: `top[col<&Top::posts>]`. WITH is written by itself.
// https://www.sqlite.org/lang_with.html

#include <lithe/statement/compound.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

/// Whether SQLite is told to keep a CTE's rows, to expand it where it is used, or chooses.
enum class cte_hint : unsigned char { none, materialized, not_materialized };

// ---- rules ----

template <class Query>
struct query_rows;
template <class... Clauses>
struct query_rows<select_statement<Clauses...>> : select_facts<type_list<Clauses...>> {};
template <class Columns, class Parts, class... Clauses>
struct query_rows<compound_statement<Columns, Parts, Clauses...>>
    : compound_statement<Columns, Parts, Clauses...>::rows {};

template <class Row, std::size_t Index, class Item>
consteval auto find_in_cte_field() {
    using value = bare<field_type<Row, Index>>;
    return found_if<has_own_kind<value> && !std::is_same_v<field_form<Row, Index>, node_form<Item>>,
                    rule::different_forms>{};
}
template <class Row, class... Items>
consteval auto find_in_cte_row(aggregate_row<Row, Items...>) {
    if constexpr ((is_all_columns<Items> || ...)) {
        return finding<rule::cte_field, Row>{};
    } else if constexpr (!sound<Row>) {
        return no_finding{};  // require_schema says it
    } else {
        return []<std::size_t... Index>(std::index_sequence<Index...>) {
            return first_finding<decltype(find_in_cte_field<Row, Index, Items>())...>{};
        }(std::index_sequence_for<Items...>{});
    }
}
template <class Row>
consteval auto find_in_cte_row(entity_row<Row>) {
    return no_finding{};
}
template <class Shape>
consteval auto find_in_cte_row(Shape) {
    return finding<rule::cte_row>{};
}

/// The first mistake of a query that is given a name.
template <class Query>
consteval auto find_in_cte() {
    if constexpr (!is_query<Query>) {
        return finding<rule::cte_row>{};
    } else if constexpr (subquery_facts<Query>::refused) {
        return no_finding{};
    } else if constexpr (subquery_facts<Query>::around::size > 0) {
        return finding<rule::outer_alone, typename subquery_facts<Query>::around>{};
    } else {
        return first_finding<decltype(subquery_facts<Query>::template find_mistake<true>()),
                             decltype(find_in_cte_row(typename query_rows<Query>::shape{}))>{};
    }
}

template <class Query>
consteval bool is_sound_query() {
    if constexpr (is_query<Query>) {
        return !subquery_facts<Query>::refused;
    } else {
        return false;
    }
}

/// What the two kinds share; without a row where the query is a mistake.
template <fixed_string Name, class Row>
struct named_columns {
    static constexpr bool names_source = true;
    static constexpr bool is_item = true;
    using entity = Row;
    using source = alias_source<Row, Name>;

    template <auto Member>
    constexpr auto operator[](column<Member>) const {
        if constexpr (require_column_of_alias<Row, column<Member>>()) {
            return aliased_column<Name, Member>{};
        } else {
            return column<nullptr>{};
        }
    }
    template <whole_row Whole>
    constexpr auto operator[](Whole) const {
        static_cast<void>(require_column_of_alias<Row, Whole>());
        return typename Whole::template of<source>{};
    }
};

template <class Row>
constexpr void write_row_columns(sql_writer& out) {
    comma separate{out};
    for (std::string_view const name : column_names<Row>)
        separate(), out.identifier(name);
}

/// What stands for a query that is a mistake, told already; from() of it is silent.
template <fixed_string Name>
struct mistaken_query {
    static constexpr bool names_source = true;
    static constexpr bool is_item = true;
    static constexpr bool sound = false;
    struct entity {
        std::int64_t id = 0;
    };
    using source = alias_source<entity, Name>;
    template <auto Member>
    constexpr auto operator[](column<Member>) const {
        return aliased_column<Name, Member>{};
    }
    template <whole_row Whole>
    constexpr auto operator[](Whole) const {
        return typename Whole::template of<source>{};
    }
    constexpr auto materialized() const { return *this; }
    constexpr auto not_materialized() const { return *this; }
    template <fixed_string Other>
    constexpr auto as() const {
        return *this;
    }
};

}  // namespace detail

/// A query that WITH defines; made by cte() and recursive_cte().
template <fixed_string Name, fixed_string As, class Query, bool Recursive, detail::cte_hint Hint>
struct named_query : detail::named_columns<As, typename detail::query_rows<Query>::row_type> {
    using entity = typename detail::query_rows<Query>::row_type;
    static constexpr std::string_view name = Name.view();
    static constexpr bool recursive = Recursive;
    static constexpr bool sound = true;
    static constexpr bool parameters = detail::subquery_facts<Query>::parameters;
    static constexpr unsigned inside = detail::named_inside | detail::inside_query<Query>;

    LITHE_NO_UNIQUE_ADDRESS Query query;

    constexpr explicit named_query(Query given) : query(static_cast<Query&&>(given)) {}

    /// SQLite computes the rows once and keeps them; the planner sees no further.
    [[nodiscard]] constexpr auto materialized() const {
        return named_query<Name, As, Query, Recursive, detail::cte_hint::materialized>(query);
    }
    /// SQLite puts the query in the place of its name, as it would a view.
    [[nodiscard]] constexpr auto not_materialized() const {
        return named_query<Name, As, Query, Recursive, detail::cte_hint::not_materialized>(query);
    }
    /// The same rows under another name, for joining them with themselves.
    template <fixed_string Other>
    [[nodiscard]] constexpr auto as() const {
        return named_query<Name, Other, Query, Recursive, Hint>(query);
    }

    static constexpr void write_declaration(sql_writer& out) {
        using definition = named_query<Name, Name, Query, Recursive, Hint>;
        if (out.with != nullptr)
            out.with->define<definition>();
        out.identifier(name);
        if constexpr (As.view() != Name.view()) {
            out.text(" AS ");
            out.identifier(As.view());
        }
    }
    static constexpr void write_definition(sql_writer& out) {
        out.identifier(name);
        out.put('(');
        detail::write_row_columns<entity>(out);
        out.text(Hint == detail::cte_hint::materialized       ? ") AS MATERIALIZED ("
                 : Hint == detail::cte_hint::not_materialized ? ") AS NOT MATERIALIZED ("
                                                              : ") AS (");
        Query::write_body(out);
        out.put(')');
    }
    // Where the name is used nothing is bound: WITH has the values.
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        if constexpr (requires { Sink::looks_for_definition; })
            sink.define(name, query);
    }
};

/// What a recursive query calls itself: `constexpr auto tree = lithe::cte_ref<"tree", Node>;`
template <fixed_string Name, class Row>
struct cte_reference : detail::named_columns<Name, Row> {
    static constexpr bool sound = true;
    static constexpr bool parameters = false;
    static constexpr unsigned inside = detail::named_inside;

    static constexpr void write_declaration(sql_writer& out) {
        if (out.with != nullptr)
            out.with->refer(Name.view());
        out.identifier(Name.view());
    }
    template <class Sink>
    constexpr void bind(Sink&) const {}
};
template <fixed_string Name, class Row>
inline constexpr cte_reference<Name, Row> cte_ref{};

/// Names a query whose rows are a struct: `auto t = lithe::cte<"top">(top);`, then
/// `from(t).where(t[col<&Top::posts>] > 10)`. WITH is written by itself, each name once, whatever
/// uses it; its values are those of its first use.
template <fixed_string Name, class Query>
[[nodiscard]] constexpr auto cte(Query query) {
    constexpr bool good = detail::explain<decltype(detail::find_in_cte<Query>())>();
    if constexpr (good && detail::is_sound_query<Query>()) {
        return named_query<Name, Name, Query, false, detail::cte_hint::none>(
            static_cast<Query&&>(query));
    } else {
        return detail::mistaken_query<Name>();
    }
}

}  // namespace lithe::inline v0
