#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// ordering-term: an expression with its direction and the place of its NULLs; COLLATE, which an
// expression may have anywhere.
// https://www.sqlite.org/lang_select.html#the_order_by_clause

#include <lithe/expression/column.hpp>
#include <lithe/expression/expression.hpp>
#include <lithe/expression/rules.hpp>
#include <lithe/meta/fixed_string.hpp>

#include <string_view>
#include <type_traits>

namespace lithe::inline v0 {

/// Which way a term orders.
enum class direction : unsigned char { ascending, descending };
/// Where a term puts NULLs; SQLite takes NULL for the smallest value.
enum class null_order : unsigned char { by_default, first, last };

/// A collating sequence by name, for a descriptor.
struct collation {
    std::string_view name;
};
/// One whose name is known to the type, for expressions, too: `named_collation<"german">{}`, where
/// the connection has been given such.
template <fixed_string Name>
struct named_collation : collation {
    constexpr named_collation() : collation{Name.view()} {}
};
/// By bytes; SQLite's default.
inline constexpr named_collation<"BINARY"> binary{};
/// ASCII letters in both cases are equal.
inline constexpr named_collation<"NOCASE"> nocase{};
/// Blanks at the end do not count.
inline constexpr named_collation<"RTRIM"> rtrim_collation{};

namespace detail {
template <fixed_string Name>
struct collate_shape : shape_base {
    static constexpr precedence rank = precedence::collate;
    template <class Node>
    using value = typename Node::value_type;
    static constexpr void close(sql_writer& out) {
        out.text(" COLLATE ");
        out.identifier(Name.view());
    }
};

/// An expression and the COLLATE around it, if there is one.
template <class Node>
struct without_collation {
    using type = Node;
    static constexpr Node const& of(Node const& node) { return node; }
    static constexpr void write_collation(sql_writer&) {}
};
template <fixed_string Name, class Node>
struct without_collation<operation<collate_shape<Name>, Node>> {
    using type = Node;
    static constexpr Node const& of(operation<collate_shape<Name>, Node> const& node) {
        return get<0>(node.operands);
    }
    static constexpr void write_collation(sql_writer& out) { collate_shape<Name>::close(out); }
};
}  // namespace detail

/// `node COLLATE …`: compared, ordered and grouped by `how` instead of the column's own collation.
template <expression Node, fixed_string Name>
constexpr auto collate(Node const& node, named_collation<Name>) {
    detail::require_text<Node>();
    return operation<detail::collate_shape<Name>, Node>(node);
}
template <expression Node, fixed_string Name>
constexpr auto postfix_collate(Node const& node, named_collation<Name> how) {
    return collate(node, how);
}

/// An expression in ORDER BY with its direction; made by asc() and desc().
template <class Node, direction Direction, null_order Nulls = null_order::by_default>
struct ordering_term {
    using node_type = Node;
    static constexpr direction order = Direction;
    static constexpr null_order nulls = Nulls;

    LITHE_NO_UNIQUE_ADDRESS Node node;

    /// NULLs before all values (SQLite's default when ascending).
    constexpr auto nulls_first() const {
        return ordering_term<Node, Direction, null_order::first>{node};
    }
    /// NULLs behind all values (SQLite's default when descending).
    constexpr auto nulls_last() const {
        return ordering_term<Node, Direction, null_order::last>{node};
    }
    static constexpr void write(sql_writer& out) {
        Node::write(out);
        if constexpr (Direction == direction::descending)
            out.text(" DESC");
        if constexpr (Nulls == null_order::first)
            out.text(" NULLS FIRST");
        if constexpr (Nulls == null_order::last)
            out.text(" NULLS LAST");
    }
};

namespace detail {
template <class Node>
inline constexpr bool is_ordering_term =
    requires { typename std::remove_cvref_t<Node>::node_type; };

/// The expression of a term with or without a direction.
template <class Term>
struct node_of_term {
    using type = Term;
};
template <class Term>
    requires is_ordering_term<Term>
struct node_of_term<Term> {
    using type = typename Term::node_type;
};

template <class Node>
LITHE_ALWAYS_INLINE constexpr auto as_ordering_term(Node const& node) {
    if constexpr (is_ordering_term<Node>) {
        return node;
    } else {
        return ordering_term<Node, direction::ascending>{node};
    }
}

template <class Given>
concept no_order_by =
    std::is_convertible_v<Given const&, std::string_view> || std::is_arithmetic_v<Given>;
template <class Given>
consteval void require_ordered_expression() {
    constexpr bool ordered = expression<Given>;
    static_assert(ordered,
                  "lithe: asc(), desc(): this is no expression; name a column, as "
                  "desc(col<&User::name>)");
}
}  // namespace detail

/// Smallest first; the default.
template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto asc(Node const& node) {
    return ordering_term<Node, direction::ascending>{node};
}
/// Greatest first.
template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto desc(Node const& node) {
    return ordering_term<Node, direction::descending>{node};
}
// A name or a position in the place of a column.
template <detail::no_order_by Given>
constexpr auto asc(Given const&) {
    detail::require_ordered_expression<Given>();
    return ordering_term<column<nullptr>, direction::ascending>{};
}
template <detail::no_order_by Given>
constexpr auto desc(Given const&) {
    detail::require_ordered_expression<Given>();
    return ordering_term<column<nullptr>, direction::descending>{};
}
template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto postfix_asc(Node const& node) {
    return asc(node);
}
template <expression Node>
LITHE_ALWAYS_INLINE constexpr auto postfix_desc(Node const& node) {
    return desc(node);
}

}  // namespace lithe::inline v0
