#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Two schemas compared: the one that a history leaves and the one that is in the file.

#include <lithe/migrations/read_schema.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lithe::inline v0::migrations::detail {

/// What differs between the schema that a history leaves and the live one, a sentence each.
inline std::vector<std::string> differences(schema_model const& wanted, schema_model const& live) {
    std::vector<std::string> list;
    for (table_model const& table : wanted.tables) {
        table_model const* const found = live.table(table.name);
        if (found == nullptr) {
            list.push_back("table " + table.name.str() + " is missing");
        } else if (!same_table(table, *found)) {
            list.push_back("table " + table.name.str() + " is " +
                           create_table_text(*found, found->name).str() + ", expected " +
                           create_table_text(table, table.name).str());
        }
    }
    for (index_model const& index : wanted.indexes) {
        std::size_t const at = schema_model::find(live.indexes, index.name);
        if (at == live.indexes.size())
            list.push_back("index " + index.name.str() + " is missing");
        else if (!same_index(index, live.indexes[at]))
            list.push_back("index " + index.name.str() + " is " +
                           create_index_text(live.indexes[at]).str() + ", expected " +
                           create_index_text(index).str());
    }
    for (object_model const& view : wanted.views)
        if (schema_model::find(live.views, view.name) == live.views.size())
            list.push_back("view " + view.name.str() + " is missing");
    for (object_model const& trigger : wanted.triggers)
        if (schema_model::find(live.triggers, trigger.name) == live.triggers.size())
            list.push_back("trigger " + trigger.name.str() + " is missing");
    return list;
}

/// Views and triggers of one name that do something else. Apart, because what SQLite makes of such
/// a text when it renames is not always what the model says of it.
inline std::vector<std::string> text_differences(schema_model const& wanted,
                                                 schema_model const& live) {
    std::vector<std::string> list;
    auto const compare = [&list](std::string_view kind, auto const& objects, auto const& found) {
        for (object_model const& one : objects) {
            std::size_t const at = schema_model::find(found, one.name);
            if (at != found.size() && !same_sql(one.words, found[at].words))
                list.push_back(std::string(kind) + one.name.str() + " is " + found[at].words.str() +
                               ", expected " + one.words.str());
        }
    };
    compare("view ", wanted.views, live.views);
    compare("trigger ", wanted.triggers, live.triggers);
    return list;
}

/// What is there and not in a schema: "table x".
inline std::vector<std::string> undeclared_objects(schema_model const& declared,
                                                   schema_model const& live) {
    std::vector<std::string> list;
    auto const add = [&list](std::string_view kind, auto const& found, auto const& known) {
        for (auto const& one : found)
            if (schema_model::find(known, one.name) == known.size())
                list.push_back(std::string(kind) + one.name.str());
    };
    add("table ", live.tables, declared.tables);
    add("index ", live.indexes, declared.indexes);
    add("view ", live.views, declared.views);
    add("trigger ", live.triggers, declared.triggers);
    return list;
}

}  // namespace lithe::inline v0::migrations::detail
