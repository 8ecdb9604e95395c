#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The text of a statement type as a compile-time constant: one pass counts, one fills an array of
// exactly that size.

#include <lithe/meta/sql_writer.hpp>
#include <lithe/version.hpp>

#include <cstddef>
#include <string_view>

namespace lithe::inline v0::detail {

template <class Node>
consteval std::size_t measure() {
    sql_writer out;
    Node::write(out);
    return out.size();
}

template <std::size_t Size>
struct text_buffer {
    char characters[Size + 1]{};
};

template <class Node, std::size_t Size>
consteval text_buffer<Size> render() {
    text_buffer<Size> buffer;
    sql_writer out(buffer.characters);
    Node::write(out);
    return buffer;
}

template <class Node>
inline constexpr auto text_storage = render<Node, measure<Node>()>();

/// The SQL of `Node`, which has `static void write(sql_writer&)`; NUL-terminated, never freed.
template <class Node>
inline constexpr std::string_view sql_of{text_storage<Node>.characters,
                                         sizeof(text_storage<Node>.characters) - 1};

/// How many placeholders a node's text has.
template <class Node>
consteval int count_parameters() {
    sql_writer out;
    Node::write(out);
    return out.parameters();
}

}  // namespace lithe::inline v0::detail
