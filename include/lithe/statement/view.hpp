#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Views over typed queries: `view("adults", from<User>().where(…).select(…))` is what schema() of a
// struct returns whose fields are the query's columns, by position.
// https://www.sqlite.org/lang_createview.html

#include <lithe/schema/stored_form.hpp>
#include <lithe/statement/create_table.hpp>
#include <lithe/statement/literal_text.hpp>
#include <lithe/statement/select.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

// Columns by themselves: a struct's fields are given to a view one by one.
template <class... Items>
consteval bool are_single(type_list<Items...>) {
    return (!is_all_columns<Items> && ...);
}

enum class view_fault : unsigned char { none, query, whole, fields, forms, range, values };
consteval bool absent(view_fault found, view_fault fault) {
    return found != fault;
}

template <class Entity, class Nullable, class... Items>
consteval bool fills_fields(type_list<Items...> items) {
    if constexpr (are_single(decltype(items){})) {
        return decltype(find_in_row<Entity, Nullable, Items...>())::value == rule::none;
    } else {
        return false;
    }
}
// A field is read and compared in its own stored form, which the view's column has from its query.
template <class Entity, class... Items>
consteval bool keeps_forms(type_list<Items...>) {
    return []<std::size_t... Index>(std::index_sequence<Index...>) {
        return ((!has_own_kind<bare<field_type<Entity, Index>>> ||
                 std::is_same_v<field_form<Entity, Index>, node_form<Items>>) &&
                ...);
    }(std::index_sequence_for<Items...>{});
}
template <class Entity, class Nullable, class Items>
consteval view_fault find_fault_in_fields() {
    if constexpr (!fills_fields<Entity, Nullable>(Items{})) {
        return view_fault::fields;
    } else {
        return keeps_forms<Entity>(Items{}) ? view_fault::none : view_fault::forms;
    }
}
/// What only the whole query shows, such as two cte() of one name.
template <class Query>
using mistake_in = decltype(find_in_whole(static_cast<Query const*>(nullptr)));

template <class Entity, class... Clauses>
consteval view_fault find_view_fault(select_statement<Clauses...> const*) {
    using clauses = type_list<Clauses...>;
    if constexpr (is_refused<clauses>) {
        return view_fault::none;  // has been said
    } else if constexpr (mistake_in<select_statement<Clauses...>>::value != rule::none) {
        return mistake_in<select_statement<Clauses...>>::value == rule::ungrouped
                   ? view_fault::query
                   : view_fault::whole;
    } else if constexpr (any_clause_has_range(clauses{})) {
        return view_fault::range;
    } else {
        using items = typename projection_of<clauses>::items;
        return find_fault_in_fields<Entity, nullable_sources_of<clauses>, items>();
    }
}
template <class Entity, class Query>
inline constexpr view_fault view_fault_of =
    find_view_fault<Entity>(static_cast<Query const*>(nullptr));

template <class Entity>
struct view_query {
    static constexpr auto const& get() { return descriptor_of<Entity>.query; }
};

/// The first fault of a view's query, and then of the values in it.
template <class Entity, class Query>
consteval view_fault find_view_fault() {
    if constexpr (view_fault_of<Entity, Query> != view_fault::none ||
                  is_refused<typename Query::clauses>) {
        return view_fault_of<Entity, Query>;
    } else {
        using clauses = typename Query::clauses;
        constexpr bool same =
            has_same_windows<literal_recorder>(view_query<Entity>::get(), clauses{}) &&
            has_same_groups<literal_recorder>(view_query<Entity>::get(), clauses{});
        return same ? view_fault::none : view_fault::values;
    }
}

}  // namespace detail

/// A view's descriptor: what `schema()` returns.
template <class Name, class Query, class... Forms>
struct view_t {
    static constexpr int creation_rank = 2;
    using constraint_list = detail::value_pack<Forms...>;
    Name name;
    LITHE_NO_UNIQUE_ADDRESS Query query;
    constraint_list constraints{};
    bool strict = false;

    template <class Entity>
    static consteval bool is_sound() {
        return detail::find_view_fault<Entity, Query>() == detail::view_fault::none;
    }
    template <class Entity>
    static consteval bool explain() {
        using enum detail::view_fault;
        constexpr detail::view_fault fault = detail::find_view_fault<Entity, Query>();
        static_assert(absent(fault, fields),
                      "lithe: view(): its select() does not fill the struct; give an expression of "
                      "each field's type and NULLs");
        static_assert(absent(fault, forms),
                      "lithe: view(): a column's stored form is not its field's; say "
                      "stored_as<&View::field>(form) after the query");
        static_assert(absent(fault, detail::view_fault::query),
                      "lithe: view(): a selected column is neither in group_by() nor in an "
                      "aggregate; add it to one");
        static_assert(
            absent(fault, whole),
            "lithe: view(): two of its cte() have one name, one has a table's, or outer() "
            "is of no query; give each its own");
        static_assert(absent(fault, range),
                      "lithe: view(): in(range) reads an array of the program; list the values, as "
                      "in(1, 2, 3)");
        static_assert(absent(fault, values),
                      "lithe: view(): what it selects has another value than in group_by() or "
                      "window(); give it the same");
        return fault == none;
    }
    template <class Entity>
    static constexpr void write_create(sql_writer& out) {
        out.text("CREATE VIEW ");
        out.identifier(detail::entity_names<Entity>::table());
        out.put(' ');
        detail::write_columns<Entity>(out, detail::field_indices<Entity>{});
        out.text(" AS ");
        detail::write_with_literals<detail::view_query<Entity>>(out);
    }
};

/// Describes a view; what `schema()` of its struct returns. The query's expressions fill the fields
/// by position; a field takes its type, and NULL only if it is std::optional. Values are literals.
/// Use `select`, not `select_as`: the struct is not known before schema() has returned.
/// A column with another stored form gives its field the same: `stored_as<&View::at>(iso8601)`.
template <class Name, class... Clauses, auto... Members, class... Forms>
constexpr auto view(Name const& name, select_statement<Clauses...> query,
                    stored_as_t<Members, Forms>... forms) {
    auto text = detail::as_table_name(name);
    return view_t<decltype(text), select_statement<Clauses...>, stored_as_t<Members, Forms>...>{
        text, std::move(query), detail::make_pack<stored_as_t<Members, Forms>...>(forms...)};
}

/// Of a compound: it stands in FROM, under a name.
template <class Name, class Query, class... Forms>
    requires requires { typename Query::first_query; }
constexpr auto view(Name const& name, Query const&, Forms const&...) {
    static_assert(
        detail::always_false<Query>,
        "lithe: view(): its query is a compound; name that by derived(), and select its columns "
        "from it");
    using source = detail::table_source<typename Query::target>;
    return view(name, select_statement<detail::from_clause<source>, detail::refused_clause>{});
}

}  // namespace lithe::inline v0
