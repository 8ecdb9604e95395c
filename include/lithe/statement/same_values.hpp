#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Whether two expressions of one type have the same run-time values, too. Where one stands for the
// other (a term of a compound's ORDER BY for a column, a name for its window) SQLite would take the
// other's values and say nothing; so it is asked when the values are bound, by sinks that can
// compare them: `Sink::recorder` keeps what an expression binds.

#include <lithe/statement/clause.hpp>

#include <cstddef>
#include <type_traits>

namespace lithe::inline v0::detail {

/// The place of what has the values of `node` among those of `pack` that have its type; their
/// number where there is none.
template <class Recorder, class Node, class... Nodes>
constexpr std::size_t place_of_same(Node const& node, value_pack<Nodes...> const& pack) {
    Recorder wanted{};
    bind_expression(wanted, node);
    std::size_t place = 0;
    bool found = false;
    pack.each([&]<class Other>(Other const& other) {
        if constexpr (std::is_same_v<Other, Node>) {
            if (found)
                return;
            Recorder given{};
            bind_expression(given, other);
            found = given == wanted;
            place += found ? 0U : 1U;
        }
    });
    return place;
}

}  // namespace lithe::inline v0::detail
