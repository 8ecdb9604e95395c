#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Views and triggers that go by the position of a table's columns, such as SELECT * under other
// names or INSERT without any: where the positions change, they would mean something else, and
// nobody would be told.

#include <lithe/migrations/rebuild_sql.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lithe::inline v0::migrations::detail {

/// Whether the text of a view or trigger goes by the positions of the columns of `table`; in doubt
/// it does.
inline bool goes_by_position(std::string_view sql, std::string_view table) {
    std::vector<token> const list = tokens_of(sql);
    auto const is = [&](std::size_t at, std::string_view words) {
        return at < list.size() && list[at].is(words);
    };
    auto const names = [&](std::size_t at, std::string_view name) {
        return at < list.size() && list[at].kind != token_kind::symbol &&
               same_name(unquoted(list[at]), name);
    };
    auto const is_table_or_alias = [&](std::string_view name) {
        if (same_name(name, table))
            return true;
        for (std::size_t at = 0; at < list.size(); ++at)
            if (names(at, table) && names(at + (is(at + 1, "AS") ? 2 : 1), name))
                return true;
        return false;
    };
    bool const mentioned = mentions(sql, table);
    for (std::size_t at = 1; at < list.size(); ++at) {
        // x IN t, and INSERT INTO t VALUES.
        if (is(at - 1, "IN") || is(at - 1, "INTO")) {
            std::size_t const target = is(at + 1, ".") ? at + 2 : at;
            std::size_t const behind = target + (is(target + 1, "AS") ? 3 : 1);
            if (names(target, table) && (is(at - 1, "IN") || !is(behind, "(")))
                return true;
        }
        if (!is(at, "*"))
            continue;
        if (is(at - 1, ".")) {
            if (at > 1 && is_table_or_alias(unquoted(list[at - 2])))
                return true;
            continue;
        }
        bool const all =
            is(at - 1, "SELECT") || is(at - 1, "DISTINCT") || is(at - 1, "ALL") || is(at - 1, ",");
        bool const only_exists = at > 2 && is(at - 2, "(") && is(at - 3, "EXISTS");
        if (all && !only_exists && mentioned)
            return true;
    }
    return false;
}

/// Whether a column stands elsewhere afterwards, or is gone.
inline bool moves_columns(table_model const& before, table_model const& after) {
    for (std::size_t at = 0; at < before.columns.size(); ++at)
        if (at >= after.columns.size() ||
            !same_name(before.columns[at].name, after.columns[at].name))
            return true;
    return false;
}

/// The table that a rebuild makes: where the steps ask for no other order, columns stay where they
/// are in the file, which may not be where the history has them.
inline table_model in_live_order(rebuild_work const& work, table_model const& live) {
    std::vector<column_model> unasked;
    std::vector<column_model> ordered;
    auto const take = [&](table_model const& from, std::vector<column_model>& into, bool known) {
        for (column_model const& one : from.columns)
            if (work.after.has(one.name) && (known || !work.before.has(one.name)))
                into.push_back(work.after.columns[work.after.find(one.name)]);
    };
    take(work.before, unasked, true);
    take(work.after, unasked, false);
    take(live, ordered, true);
    take(work.after, ordered, false);
    table_model made = work.after;
    bool asked = unasked.size() != made.columns.size() || ordered.size() != unasked.size();
    for (std::size_t at = 0; !asked && at < unasked.size(); ++at)
        asked = !same_name(unasked[at].name, made.columns[at].name);
    if (!asked)
        made.columns = std::move(ordered);
    return made;
}

/// For where columns of a table move.
/// Errors: migration_error naming a view or trigger that goes by where they are.
inline void require_no_positions(sqlite3* db, std::string_view table) {
    statement objects(db,
                      "SELECT type, name, sql FROM main.sqlite_schema WHERE type IN ('view', "
                      "'trigger') UNION ALL SELECT type, name, sql FROM temp.sqlite_schema WHERE "
                      "type IN ('view', 'trigger')");
    while (objects.step())
        if (goes_by_position(objects.words(2), table))
            refuse(objects.words(0) + ' ' + objects.words(1) +
                   " goes by the position of columns of table " + std::string(table) +
                   ", which changes; name them there, or drop it before and create it again");
}
/// As require_no_positions(), of what a plan does.
inline void require_positions(sqlite3* db, action const& one) {
    if (one.what == action::kind::rebuild && moves_columns(one.rebuild.before, one.rebuild.after))
        require_no_positions(db, one.rebuild.before.name);
    if (!one.moves.empty())
        require_no_positions(db, one.moves);
}

}  // namespace lithe::inline v0::migrations::detail
