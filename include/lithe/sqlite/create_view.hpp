#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What create_tables does for views and triggers: they are made behind all tables, and one that is
// there is compared by its text, which lithe alone has written.

#include <lithe/sqlite/create.hpp>
#include <lithe/statement/trigger.hpp>
#include <lithe/statement/view.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace lithe::inline v0 {
namespace detail {

template <class Entity>
bool compare_by_text(session& on, std::string_view type, std::vector<std::string>& mismatches) {
    std::string_view const name = entity_names<Entity>::table();
    std::string const found = read_text_of(on, type, name);
    if (found.empty())
        return false;
    if (found != sql_of<create_table_text<Entity>>)
        mismatches.push_back(std::string(name) + ": the " + std::string(type) + " is another");
    return true;
}

}  // namespace detail

/// Found by argument-dependent lookup: creates a view.
template <class Entity, class Name, class Query, class... Forms>
void create_object(view_t<Name, Query, Forms...> const&, detail::session& on) {
    on.run(detail::sql_of<detail::create_table_text<Entity>>.data());
}
/// Found by argument-dependent lookup: false when there is no such view.
template <class Entity, class Name, class Query, class... Forms>
bool compare_object(view_t<Name, Query, Forms...> const&, detail::session& on,
                    std::vector<std::string>& mismatches) {
    return detail::compare_by_text<Entity>(on, "view", mismatches);
}

/// Found by argument-dependent lookup: creates a trigger.
template <class Entity, class Event, class Condition, class... Statements>
void create_object(trigger_t<Event, Condition, Statements...> const&, detail::session& on) {
    on.run(detail::sql_of<detail::create_table_text<Entity>>.data());
}
/// Found by argument-dependent lookup: false when there is no such trigger.
template <class Entity, class Event, class Condition, class... Statements>
bool compare_object(trigger_t<Event, Condition, Statements...> const&, detail::session& on,
                    std::vector<std::string>& mismatches) {
    return detail::compare_by_text<Entity>(on, "trigger", mismatches);
}

}  // namespace lithe::inline v0
