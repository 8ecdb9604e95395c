#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// freeze(out, db): a live file in the literal form of a history, whoever made it.

#include <lithe/migrations/freeze.hpp>
#include <lithe/migrations/read_schema.hpp>
#include <lithe/sqlite/connection.hpp>

#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>

namespace lithe::inline v0::migrations {
namespace detail {

/// `m::create_view(…)` or `m::create_trigger(…)`; empty when the text is not understood.
inline std::string object_literal(object_model const& one, bool is_view) {
    std::vector<token> const tokens = tokens_of(one.words);
    std::string columns;
    std::size_t at = 3;  // CREATE VIEW name
    if (is_view && tokens.size() > at && tokens[at].is("(")) {
        for (++at; at < tokens.size() && !tokens[at].is(")"); ++at)
            if (!tokens[at].is(","))
                columns += (columns.empty() ? "" : ", ") + literal(unquoted(tokens[at]));
        ++at;
        columns = ", m::columns(" + columns + ")";
    }
    if (is_view && (tokens.size() <= at || !tokens[at++].is("AS")))
        return {};
    if (tokens.size() <= at)
        return {};
    std::string_view const words = one.words;
    auto const begin = static_cast<std::size_t>(tokens[at].words.data() - words.data());
    return (is_view ? "m::create_view(" : "m::create_trigger(") + literal(one.name) + ", " +
           literal(words.substr(begin)) + columns + ")";
}

/// The steps that make all of a schema.
inline std::string frozen_schema(schema_model const& schema) {
    std::string steps;
    auto const add = [&steps](std::string const& step) {
        steps += (steps.empty() ? "" : ",\n") + step;
    };
    std::string comments;
    auto const comment = [&comments](std::string_view kind, text const& name,
                                     std::string_view what) {
        comments += "// " + std::string(kind) + name.str() + ' ' + std::string(what) + '\n';
    };
    for (table_model const& table : schema.tables) {
        if (table.as_written.empty())
            add(table_literal(table));
        else
            comment("table ", table.name,
                    "is virtual or not understood: " + canonical(table.as_written).str());
    }
    for (index_model const& index : schema.indexes)
        add(index_literal(index));
    for (bool const is_view : {true, false}) {
        for (object_model const& one : is_view ? schema.views : schema.triggers) {
            std::string const step = object_literal(one, is_view);
            if (step.empty())
                comment(is_view ? "view " : "trigger ", one.name, one.words);
            else
                add(step);
        }
    }
    return comments + steps + (steps.empty() ? "" : "\n");
}

}  // namespace detail

/// Prints the steps that make the tables, indexes, views and triggers of a live file, as literals:
/// the first migration of a history that takes it over with adopt_baseline(). What a history cannot
/// say is a comment.
template <class Traits>
void freeze(std::basic_ostream<char, Traits>& out, connection& live) {
    out << detail::frozen_schema(detail::read_schema(live.native_handle()));
}

}  // namespace lithe::inline v0::migrations
