#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Steps that change rows, checked like the others: `m::update_where("people", m::set("name", …),
// m::where(…))`, `m::insert_rows(…)`, `m::delete_where(…, m::lossy("why"))`, `m::require(…)`.

#include <lithe/migrations/operation.hpp>

#include <cstddef>
#include <string_view>

namespace lithe::inline v0::migrations {
namespace detail {

/// `"column" = value`, with the value's type.
template <std::size_t Size>
struct assignment : clause<Size> {};

/// A row of insert_rows().
template <std::size_t Size>
struct row_t : clause<Size> {};

}  // namespace detail

/// NULL, of a type.
template <class Value>
constexpr auto null() {
    return detail::term<detail::kind_of<Value>, true, 1>{detail::leaf(detail::part::null)};
}

/// A column's new value.
template <detail::operand Value>
constexpr auto set(std::string_view column, Value const& value) {
    using term = detail::term_of<Value>;
    detail::record head = detail::leaf(detail::part::assignment, column).list[0];
    head.type = term::kind;
    head.flags = term::nullable ? detail::flag_nullable : std::uint8_t{0};
    auto nodes = detail::node(head, detail::as_term(value).nodes);
    return detail::assignment<nodes.size>{{nodes}};
}

/// UPDATE: one or more `m::set(column, value)`, and `m::where(condition)`; without it, every row.
template <std::size_t Size, class... Parts>
constexpr auto update_where(std::string_view table, detail::assignment<Size> const& first,
                            Parts const&... more) {
    return detail::make_operation(detail::part::update_rows, table, {}, first.nodes, more.nodes...);
}

/// One row: `m::row(m::set("name", "Ada"), m::set("age", 36))`; what is not set has its DEFAULT.
template <std::size_t... Sizes>
constexpr auto row(detail::assignment<Sizes> const&... values) {
    auto nodes = detail::node(detail::leaf(detail::part::row).list[0], values.nodes...);
    return detail::row_t<nodes.size>{{nodes}};
}
/// INSERT, a row each.
template <std::size_t... Sizes>
constexpr auto insert_rows(std::string_view table, detail::row_t<Sizes> const&... rows) {
    return detail::make_operation(detail::part::insert_rows, table, {}, rows.nodes...);
}

/// DELETE. Children of what is deleted are not: the migration is undone if some are left alone.
template <detail::storage_class Kind, bool Nullable, std::size_t Size>
constexpr auto delete_where(std::string_view table,
                            detail::term<Kind, Nullable, Size> const& condition,
                            detail::lossy_t const& why) {
    return detail::make_operation(
        detail::part::delete_rows, table, {},
        detail::node(detail::leaf(detail::part::where).list[0], condition.nodes), why.nodes);
}

/// Fails, and so undoes the migration, with `why` unless the query has no rows.
constexpr auto require(std::string_view why, std::string_view query) {
    return detail::make_operation(detail::part::require, query, why);
}

}  // namespace lithe::inline v0::migrations
