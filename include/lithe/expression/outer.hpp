#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A column of the query around a subquery: `outer(col<&User::id>)`. It is said, because a column
// whose table was forgotten in FROM must be a mistake there and then, and not find a table of some
// other query. Each outer() is one query further out.

#include <lithe/expression/column.hpp>

namespace lithe::inline v0 {

template <class Column>
struct outer_column;

namespace detail {

template <class Node>
inline constexpr bool is_outer = false;
template <class Column>
inline constexpr bool is_outer<outer_column<Column>> = true;

/// The table that an outer(…) names in the end.
template <class Column>
struct source_around {
    using type = typename Column::source;
};
template <class Column>
struct source_around<outer_column<Column>> : source_around<Column> {};

template <class Node>
consteval void require_outer_column() {
    constexpr bool column = is_column<Node> || is_outer<Node>;
    static_assert(column, "lithe: outer(): this is no column; give one of the query around");
}

}  // namespace detail

/// A column of the query around; made by outer().
template <class Column>
struct outer_column : postfix_functions<outer_column<Column>> {
    using around = Column;
    using children = detail::type_list<>;
    using value_type = typename Column::value_type;
    static constexpr unsigned inside = detail::outer_inside;
    static constexpr detail::precedence rank = detail::precedence::primary;

    template <class Nullable>
    static consteval bool may_be_null() {
        return Column::template may_be_null<Nullable>();
    }
    static constexpr void write(sql_writer& out) {
        bool const qualified = out.qualified;
        out.qualified = true;
        Column::write(out);
        out.qualified = qualified;
    }
};

namespace detail {
template <class Column>
struct formed<outer_column<Column>> : formed<Column> {};
}  // namespace detail

/// The column, of the query in which this one stands:
/// `exists(from<Post>().where(col<&Post::author_id> == outer(col<&User::id>)))`.
/// Errors: a query with it does not run by itself; `outer(outer(x))` is of the query around that.
template <expression Column>
[[nodiscard]] constexpr auto outer(Column const&) {
    detail::require_outer_column<Column>();
    return outer_column<Column>();
}

}  // namespace lithe::inline v0
