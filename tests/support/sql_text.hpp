#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The SQL of an expression, and what SQLite answers to it.

#include <lithe/sqlite.hpp>

#include "support/catch.hpp"

#include <string>
#include <string_view>

namespace lithe_test {

/// The text of an expression's type, as it stands in a statement.
template <class Node>
constexpr std::string_view text_of(Node const&) {
    return lithe::detail::sql_of<Node>;
}

/// The same with its values written out, as it stands in DDL.
template <class Node>
std::string literal_text_of(Node const& node) {
    lithe::sql_writer counter;
    node.write_literal(counter);
    std::string text(counter.size(), '?');
    lithe::sql_writer out(text.data());
    node.write_literal(out);
    return text;
}

}  // namespace lithe_test
