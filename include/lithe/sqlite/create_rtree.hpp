#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What create_tables does for an R*Tree.

#include <lithe/sqlite/create.hpp>
#include <lithe/statement/create_rtree.hpp>

#include <string>
#include <utility>
#include <vector>

namespace lithe::inline v0 {

/// Found by argument-dependent lookup: creates an R*Tree.
template <class Entity, class Name, class Constraints>
void create_object(rtree_t<Name, Constraints> const&, detail::session& on) {
    on.run(detail::sql_of<detail::create_table_text<Entity>>.data());
}
/// Found by argument-dependent lookup: false when there is no such table.
template <class Entity, class Name, class Constraints>
bool compare_object(rtree_t<Name, Constraints> const&, detail::session& on,
                    std::vector<std::string>& mismatches) {
    auto const found = detail::read_columns(on, detail::entity_names<Entity>::table());
    if (found.empty())
        return false;
    detail::compare_names<Entity, std::index_sequence<>>(found, mismatches);
    return true;
}

}  // namespace lithe::inline v0
