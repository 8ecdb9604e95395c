#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The SQL of a history's full-text tables, in the words of lithe's own fts5() descriptor.
// https://www.sqlite.org/fts5.html#external_content_tables

#include <lithe/migrations/lowering.hpp>
#include <lithe/statement/create_fts5.hpp>

#include <string_view>

namespace lithe::inline v0::migrations::detail {

using lithe::detail::fts_event;

constexpr void put_string(text& out, std::string_view words) {
    put_written(out, [&](sql_writer& to) { to.string_literal(words); });
}

/// CREATE VIRTUAL TABLE … USING fts5 of a step.
constexpr text fts_text(record const& step) {
    text out("CREATE VIRTUAL TABLE ");
    put_name(out, step.other);
    out += " USING fts5(";
    bool first = true;
    for (record const& one : parts_of(step)) {
        if (one.kind != part::column_name)
            continue;
        if (!first)
            out += ", ";
        first = false;
        put_name(out, one.name);
        if (!one.other.empty())
            out += " UNINDEXED";
    }
    for (record const& one : parts_of(step)) {
        if (one.kind == part::fts_option) {
            out += ", ";
            out += one.name;
            out += '=';
            put_string(out, one.other);
        } else if (one.kind == part::fts_content) {
            out += ", content=";
            put_string(out, one.name);
            out += ", content_rowid=";
            put_string(out, one.other);
        }
    }
    out += ')';
    return out;
}

constexpr text fts_trigger_name(std::string_view table, fts_event event) {
    text name(table);
    name += '_';
    name += lithe::detail::word_of(event);
    return name;
}

// `"rowid", "title", "body"`, or those of a row of the content table behind `new.` or `old.`.
constexpr void put_fts_row(text& out, record const& step, record const& source,
                           std::string_view row) {
    out += row;
    put_name(out, row.empty() ? std::string_view("rowid") : source.other);
    for (record const& one : parts_of(step)) {
        if (one.kind != part::column_name)
            continue;
        out += ", ";
        out += row;
        put_name(out, one.name);
    }
}
constexpr void put_fts_insert(text& out, record const& step, record const& source, bool command) {
    out += "INSERT INTO ";
    put_name(out, step.other);
    out += " (";
    if (command) {
        put_name(out, step.other);
        out += ", ";
    }
    put_fts_row(out, step, source, {});
    out += command ? ") VALUES ('delete', " : ") VALUES (";
    put_fts_row(out, step, source, command ? "old." : "new.");
    out += "); ";
}
/// One of the three triggers on the content table.
constexpr text fts_trigger_text(record const& step, record const& source, fts_event event) {
    text out("CREATE TRIGGER ");
    put_name(out, fts_trigger_name(step.other, event));
    out += event == fts_event::inserted  ? " AFTER INSERT ON "
           : event == fts_event::deleted ? " AFTER DELETE ON "
                                         : " AFTER UPDATE ON ";
    put_name(out, source.name);
    out += " BEGIN ";
    if (event != fts_event::inserted)
        put_fts_insert(out, step, source, true);
    if (event != fts_event::deleted)
        put_fts_insert(out, step, source, false);
    out += "END";
    return out;
}

/// Whether a virtual table is a full-text one whose texts are in another table.
constexpr bool reads_content(std::string_view words) {
    std::vector<token> const tokens = tokens_of(words);
    bool fts5 = false;
    for (std::size_t at = 0; at + 2 < tokens.size(); ++at) {
        fts5 = fts5 || tokens[at].is("fts5");
        if (fts5 && tokens[at].is("content") && tokens[at + 1].is("="))
            return tokens[at + 2].words.size() > 2;
    }
    return false;
}

}  // namespace lithe::inline v0::migrations::detail
