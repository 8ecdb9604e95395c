#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A file that another tool kept until now, taken over: if its schema is the one that the history
// leaves at some version, everything up to there is noted as applied. Nothing is run, and no table
// of the other tool is written, except the one that dbmate, Rails and lithe share.

#include <lithe/migrations/journal.hpp>
#include <lithe/migrations/overview.hpp>
#include <lithe/migrations/runner.hpp>
#include <lithe/migrations/schema_differences.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace lithe::inline v0::migrations::detail {

inline void refuse_adoption(std::string const& why) {
    throw migration_error("lithe: adopt_baseline(): " + why);
}

/// Versions of dbmate, Rails and files of SQL are in our table already: the baseline stands for
/// them.
inline std::vector<std::string> versions_taken_over(sqlite3* db, std::string_view version) {
    std::vector<std::string> versions;
    for (applied_migration const& one : read_journal(db)) {
        if (!is_of_files(one))
            refuse_adoption("the file has a history already");
        if (is_before(version, one.version))
            refuse_adoption("the file has " + one.version + ", which is after " +
                            std::string(version) + "; adopt it at that version or a later one");
        versions.push_back(one.version);
    }
    return versions;
}

/// In an open transaction. Errors: migration_error with every difference; nothing is written then.
inline void adopt(sqlite3* db, loaded_history const& history, std::string_view version) {
    if (find_migration(history, version) == nullptr)
        refuse_adoption(std::string(version) + " is no migration of this history");
    if (is_history_foreign(db))
        refuse_adoption("golang-migrate's table has the name of ours; rename it first");
    std::vector<std::string> const there = versions_taken_over(db, version);
    replayer const state = model_at(history, version);
    if (!history.opaque && !state.schema.unknown) {
        schema_model const live = read_schema(db);
        std::vector<std::string> differs = differences(state.schema, live);
        for (std::string const& one : text_differences(state.schema, live))
            differs.push_back(one);
        for (std::string const& one : undeclared_objects(state.schema, live))
            differs.push_back(one + " is not of this history");
        if (!differs.empty())
            refuse_adoption("the file is not what version " + std::string(version) +
                            " leaves: " + listed(differs));
    }
    create_journal(db);
    for (record const& one : migrations_of{history.all()}) {
        if (is_before(version, one.name))
            break;
        std::string const digest = digest_text(one);
        journal_entry const entry{one.name, one.other, "baseline", digest, {}, 0};
        if (holds(there, one.name))
            write_info(db, entry);
        else
            write_entry(db, entry);
    }
}

}  // namespace lithe::inline v0::migrations::detail
