#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// INSERT … SELECT: `insert_into<User>().columns(col<&User::name>).select_from(query)`. The query's
// columns are matched with the table's by position: their types, NULLs and stored forms.
// https://www.sqlite.org/lang_insert.html

#include <lithe/statement/compound.hpp>
#include <lithe/statement/insert.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace lithe::inline v0::detail {

// ---- what is filled, and with what ----

template <class Value, bool Nullable, class Form>
struct stored_value {};

template <class Entity, bool Missing, std::size_t... Index>
consteval auto values_of_fields(std::index_sequence<Index...>) {
    return type_list<stored_value<bare<field_type<Entity, Index>>,
                                  Missing || is_optional<field_type<Entity, Index>>,
                                  field_form<Entity, Index>>...>{};
}

template <class Column>
struct values_of_column;
template <class Value, bool Nullable, class Item>
struct values_of_column<unified_column<Value, Nullable, Item>> {
    using type = type_list<stored_value<Value, Nullable, node_form<Item>>>;
};
template <class Entity, bool Missing>
struct values_of_column<unified_entity<Entity, Missing>> {
    using type = decltype(values_of_fields<Entity, Missing>(field_indices<Entity>{}));
};
template <class... Columns>
consteval auto values_of_columns(type_list<Columns...>) {
    return concat_t<typename values_of_column<Columns>::type...>{};
}

template <class Wanted, class Given>
inline constexpr bool fits_column = false;
template <class Wanted, bool Nullable, class Form, class Given, bool GivenNull, class GivenForm>
inline constexpr bool
    fits_column<stored_value<Wanted, Nullable, Form>, stored_value<Given, GivenNull, GivenForm>> =
        std::is_same_v<kind_t<Wanted>, kind_t<Given>> && (Nullable || !GivenNull) &&
        !(is_number<Wanted> && std::is_integral_v<Wanted> && std::is_floating_point_v<Given>);
template <class Wanted, class Given>
inline constexpr bool same_stored_form = true;
template <class Wanted, bool Nullable, class Form, class Given, bool GivenNull, class GivenForm>
inline constexpr bool same_stored_form<stored_value<Wanted, Nullable, Form>,
                                       stored_value<Given, GivenNull, GivenForm>> =
    !has_own_kind<Wanted> || std::is_same_v<Form, GivenForm>;

/// A column's place, and what was given for it.
template <std::size_t Index, class Wanted, class Given>
struct column_and_value {};

template <class... Wanted, class... Given>
consteval auto find_in_values_of(type_list<Wanted...>, type_list<Given...>) {
    if constexpr (sizeof...(Wanted) != sizeof...(Given)) {
        return finding<rule::insert_width, type_list<Given...>>{};
    } else {
        return []<std::size_t... Index>(std::index_sequence<Index...>) {
            return first_finding<
                found_if<!fits_column<Wanted, Given>, rule::insert_type,
                         column_and_value<Index, Wanted, Given>>...,
                found_if<!same_stored_form<Wanted, Given>, rule::different_forms>...>{};
        }(std::index_sequence_for<Wanted...>{});
    }
}

/// The positions of the fields that are filled.
template <class Entity, class Columns>
struct filled_fields;
template <class Entity>
struct filled_fields<Entity, type_list<>> {
    using type = fields_without<Entity, std::index_sequence<>>;
};
template <class Entity, class First, class... Columns>
struct filled_fields<Entity, type_list<First, Columns...>> {
    using type = std::index_sequence<member_index<First::member>, member_index<Columns::member>...>;
};

/// Whole structs of as many fields as the table's, which has generated columns: what is computed is
/// not inserted, so these fields are not selected either.
template <class Entity, class Columns, class Query>
inline constexpr bool leaves_out_generated = false;
template <class Entity, class... Clauses>
    requires(generated_fields<Entity>::size() > 0 && !is_refused<type_list<Clauses...>> &&
             !has_clause<clause_rank::select, type_list<Clauses...>> &&
             sources_of<type_list<Clauses...>>::size > 0)
inline constexpr bool leaves_out_generated<Entity, type_list<>, select_statement<Clauses...>> =
    field_count<typename select_statement<Clauses...>::target> == field_count<Entity>;

template <class Entity, class Columns, class Query>
struct selected_values {
    using type = decltype(values_of_columns(typename part_facts<Query>::columns{}));
};
template <class Entity, class Columns, class Query>
    requires leaves_out_generated<Entity, Columns, Query>
struct selected_values<Entity, Columns, Query> {
    using fields = typename filled_fields<Entity, Columns>::type;
    using type = decltype(values_of_fields<typename Query::target, false>(fields{}));
};

template <class Source, std::size_t... Index>
constexpr void write_some_fields(sql_writer& out, std::index_sequence<Index...>) {
    comma separate{out};
    ((separate(), write_field<Source, Index>(out)), ...);
}
template <class Fields, class... Clauses>
constexpr void write_some_of(sql_writer& out, select_statement<Clauses...>*) {
    using list = type_list<Clauses...>;
    bool const around = out.qualified;
    out.qualified = sources_of<list>::size > 1;
    out.text(has_clause<clause_rank::distinct, list> ? "SELECT DISTINCT " : "SELECT ");
    write_some_fields<nth_t<0, sources_of<list>>>(out, Fields{});
    (write_clause<Clauses>(out, !has_clause<clause_rank::limit, list>), ...);
    out.qualified = around;
}

template <class Entity, class... Clauses, class Columns, class Query>
consteval auto find_in_insert_select(
    type_list<insert_statement<Entity, Clauses...>, Columns, Query>) {
    if constexpr (is_refused<type_list<Clauses...>>) {
        return no_finding{};
    } else if constexpr (!is_query<Query>) {
        return finding<rule::not_an_expression, Query>{};
    } else if constexpr (subquery_facts<Query>::refused) {
        return no_finding{};
    } else if constexpr (subquery_facts<Query>::around::size > 0) {
        return finding<rule::outer_alone, typename subquery_facts<Query>::around>{};
    } else {
        using wanted = typename filled_fields<Entity, Columns>::type;
        return first_finding<decltype(find_write_order<write_rank::values>(
                                 type_list<Clauses...>{})),
                             decltype(subquery_facts<Query>::template find_mistake<true>()),
                             decltype(find_in_values_of(
                                 values_of_fields<Entity, false>(wanted{}),
                                 typename selected_values<Entity, Columns, Query>::type{}))>{};
    }
}

// ---- the clause ----

template <class Query>
inline constexpr bool ends_in_from = false;
template <class... Clauses>
inline constexpr bool ends_in_from<select_statement<Clauses...>> =
    ((Clauses::rank == clause_rank::from || Clauses::rank == clause_rank::join ||
      Clauses::rank == clause_rank::distinct || Clauses::rank == clause_rank::select) &&
     ...);
template <class Columns, class... Parts>
inline constexpr bool ends_in_from<compound_statement<Columns, value_pack<Parts...>>> =
    ends_in_from<typename nth_t<sizeof...(Parts) - 1, type_list<Parts...>>::query_type>;

template <class Entity, class Fields, class Query, bool Some = false>
struct insert_query_clause {
    static constexpr write_rank place = write_rank::values;
    static constexpr bool inserts_query = true;
    static constexpr bool ends_in_from = detail::ends_in_from<Query>;
    static constexpr bool parameters = subquery_facts<Query>::parameters;
    using nodes = type_list<inside_marker<inside_query<Query>>>;

    LITHE_NO_UNIQUE_ADDRESS Query query;

    static constexpr void write(sql_writer& out) {
        out.put(' ');
        write_column_list<Entity>(out, Fields{});
        out.put(' ');
        if constexpr (Some) {
            write_some_of<Fields>(out, static_cast<Query*>(nullptr));
        } else {
            Query::write_body(out);
        }
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        query.bind_body(sink);
    }
};

template <bool Good, class Entity, class... Clauses, class Columns, class Query>
constexpr auto add_query(insert_statement<Entity, Clauses...> const& statement, Columns,
                         Query const& query) {
    if constexpr (Good && !is_refused<type_list<Clauses...>>) {
        if constexpr (!subquery_facts<Query>::refused) {
            using fields = typename filled_fields<Entity, Columns>::type;
            constexpr bool some = leaves_out_generated<Entity, Columns, Query>;
            return statement.template add<true>(
                insert_query_clause<Entity, fields, Query, some>{query});
        } else {
            return statement.template add<false>(refused_clause{});
        }
    } else {
        return statement.template add<false>(refused_clause{});
    }
}

template <bool Good, class Statement, class... Columns>
struct unfinished<insert_start<Good, Statement, Columns...>> {
    using found = finding<Good ? rule::no_inserted_query : rule::said_before>;
};
/// Behind columns(): only select_from() follows.
template <bool Good, class Entity, class... Clauses, class... Columns>
struct insert_start<Good, insert_statement<Entity, Clauses...>, Columns...> {
    insert_statement<Entity, Clauses...> statement;

    /// A row for each of `query`.
    template <class Query>
    [[nodiscard]] constexpr auto select_from(Query const& query) const {
        using list = type_list<Columns...>;
        if constexpr (Good) {
            constexpr bool good = explain<decltype(find_in_insert_select(
                type_list<insert_statement<Entity, Clauses...>, list, Query>{}))>();
            return add_query<good>(statement, list{}, query);
        } else {
            return statement.template add<false>(refused_clause{});
        }
    }
};

}  // namespace lithe::inline v0::detail
