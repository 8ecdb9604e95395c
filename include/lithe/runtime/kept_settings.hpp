#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A callback that has the writer's connection for itself may change its settings; the writes after
// it rely on them. So they are noted before it and set back afterwards, and what it left in the
// temporary schema, which would hide tables of the file, goes.

#include <lithe/sqlite/error.hpp>
#include <lithe/sqlite/pragma.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>

namespace lithe::inline v0 {
namespace detail {

/// Used by one thread, outside transactions.
/// Cost: a PRAGMA of 2 µs for each setting.
class kept_settings {
public:
    /// Errors: what SQLite answers.
    explicit kept_settings(sqlite3* db) : db_(db), temporaries_(std::stoll(newest_temporary())) {
        for (std::size_t at = 0; at < std::size(names); ++at)
            values_[at] = read_pragma(db_, names[at]);
    }

    /// Errors: lithe::error for a setting that cannot be set back.
    void restore() const {
        for (std::size_t at = 0; at < std::size(names); ++at) {
            if (read_pragma(db_, names[at]) == values_[at])
                continue;
            std::string const setting = std::string(names[at]) + '=' + values_[at];
            read_pragma(db_, setting);
            if (read_pragma(db_, names[at]) != values_[at])
                throw error("lithe: write(exclusive): PRAGMA " + setting + " could not be set back",
                            SQLITE_ERROR, "PRAGMA " + setting);
        }
    }

    /// Drops the temporary tables, views and triggers that were made since.
    ///
    /// Errors: lithe::error for one that cannot be dropped.
    void drop_temporaries() const {
        for (;;) {
            auto const newest = newest_temporary();
            if (std::stoll(newest) <= temporaries_)
                return;
            auto const dropping =
                read_text(db_,
                          "SELECT 'DROP ' || type || ' temp.\"' || replace(name, '\"', "
                          "'\"\"') || '\"' FROM temp.sqlite_schema WHERE rowid = " +
                              newest);
            static_cast<void>(read_text(db_, dropping));
            if (newest_temporary() == newest)
                throw error("lithe: write(exclusive): a temporary object could not be dropped",
                            SQLITE_ERROR, dropping);
        }
    }

private:
    // journal_mode first: the others may depend on it.
    static constexpr char const* names[]{"locking_mode",
                                         "journal_mode",
                                         "synchronous",
                                         "fullfsync",
                                         "checkpoint_fullfsync",
                                         "journal_size_limit",
                                         "cache_spill",
                                         "cache_size",
                                         "mmap_size",
                                         "foreign_keys",
                                         "defer_foreign_keys",
                                         "ignore_check_constraints",
                                         "recursive_triggers",
                                         "query_only",
                                         "read_uncommitted",
                                         "reverse_unordered_selects",
                                         "writable_schema",
                                         "legacy_alter_table",
                                         "trusted_schema",
                                         "automatic_index",
                                         "temp_store"};

    // Their own indexes go with the tables.
    std::string newest_temporary() const {
        return read_text(
            db_, "SELECT ifnull(max(rowid), 0) FROM temp.sqlite_schema WHERE type <> 'index'");
    }

    sqlite3* db_;
    std::string values_[std::size(names)];
    std::int64_t temporaries_;
};

}  // namespace detail
}  // namespace lithe::inline v0
