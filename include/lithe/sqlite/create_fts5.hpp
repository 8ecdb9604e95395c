#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What create_tables does for a full-text table: the table, its triggers, and the rows that are
// there already; or the comparison with what is there.

#include <lithe/sqlite/create.hpp>
#include <lithe/sqlite/fts5_options.hpp>
#include <lithe/statement/create_fts5.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace lithe::inline v0 {
namespace detail {

template <class Entity, class Content>
void create_fts5(session& on, type_list<Content>) {
    on.run(sql_of<create_table_text<Entity>>.data());
    on.run(sql_of<fts_trigger<Entity, fts_event::inserted>>.data());
    on.run(sql_of<fts_trigger<Entity, fts_event::deleted>>.data());
    on.run(sql_of<fts_trigger<Entity, fts_event::updated>>.data());
    on.run(sql_of<fts_command<Entity, "rebuild">>.data());
}
template <class Entity>
void create_fts5(session& on, type_list<>) {
    on.run(sql_of<create_table_text<Entity>>.data());
}

template <class Entity, fts_event Event>
void compare_fts_trigger(session& on, std::vector<std::string>& mismatches) {
    compare_text(on, "trigger", sql_of<fts_trigger_name<Entity, Event>>,
                 sql_of<fts_trigger<Entity, Event>>, mismatches);
}
template <class Entity, class Content>
void compare_fts_triggers(session& on, std::vector<std::string>& mismatches, type_list<Content>) {
    compare_fts_trigger<Entity, fts_event::inserted>(on, mismatches);
    compare_fts_trigger<Entity, fts_event::deleted>(on, mismatches);
    compare_fts_trigger<Entity, fts_event::updated>(on, mismatches);
}
template <class Entity>
void compare_fts_triggers(session&, std::vector<std::string>&, type_list<>) {}

}  // namespace detail

/// Found by argument-dependent lookup: creates a full-text table.
template <class Entity, class Name, class Constraints>
void create_object(fts5_t<Name, Constraints> const&, detail::session& on) {
    detail::create_fts5<Entity>(on, detail::fts_content_of<Entity>{});
}
/// Found by argument-dependent lookup: false when there is no such table.
template <class Entity, class Name, class Constraints>
bool compare_object(fts5_t<Name, Constraints> const&, detail::session& on,
                    std::vector<std::string>& mismatches) {
    auto const found = detail::read_columns(on, detail::entity_names<Entity>::table());
    if (found.empty())
        return false;
    detail::compare_names<Entity, detail::key_of<Entity>>(found, mismatches);
    std::string_view const name = detail::entity_names<Entity>::table();
    detail::compare_fts5_options(name, detail::read_text_of(on, "table", name),
                                 detail::sql_of<detail::create_table_text<Entity>>, mismatches);
    detail::compare_fts_triggers<Entity>(on, mismatches, detail::fts_content_of<Entity>{});
    return true;
}

}  // namespace lithe::inline v0
