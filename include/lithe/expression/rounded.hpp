#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What SQLite computes is a double, and a column of a float field holds floats, which are read
// exactly: `set(col<&T::score> = col<&T::score> * 1.1)` stores the nearest float, by a function
// that lithe's connections have. Not in triggers, which other programs run, too.

#include <lithe/expression/expression.hpp>

#include <type_traits>
#include <utility>

namespace lithe::inline v0::detail {

template <class Node>
struct rounded : postfix_functions<rounded<Node>> {
    using children = type_list<Node>;
    using value_type = float;
    static constexpr precedence rank = precedence::primary;

    LITHE_NO_UNIQUE_ADDRESS Node node;

    constexpr explicit rounded(Node given) : node(std::move(given)) {}

    template <class Nullable>
    static consteval bool may_be_null() {
        return Node::template may_be_null<Nullable>();
    }
    static constexpr void write(sql_writer& out) {
        if (out.literals != nullptr)
            return Node::write(out);
        out.text("lithe_float(");
        Node::write(out);
        out.put(')');
    }
    constexpr void write_literal(sql_writer& out) const { node.write_literal(out); }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        bind_expression(sink, node);
    }
};

/// An expression that is assigned to `Column`.
template <class Column, class Node>
constexpr auto round_to(Node node) {
    using value = typename Node::value_type;
    if constexpr (std::is_same_v<typename Column::value_type, float> &&
                  std::is_arithmetic_v<value> && !std::is_same_v<value, float>) {
        return rounded<Node>(std::move(node));
    } else {
        return node;
    }
}

}  // namespace lithe::inline v0::detail
