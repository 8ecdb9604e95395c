#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A table's rebuild: new table, copy, drop, rename, with foreign keys off. What SQLite's own
// description forgets is kept: rowids, the AUTOINCREMENT mark, statistics, indexes and triggers; a
// row is never dropped by ON CONFLICT, and a misspelt column is never a text.
// Source: https://www.sqlite.org/lang_altertable.html#otheralter

#include <lithe/migrations/action.hpp>
#include <lithe/migrations/options.hpp>
#include <lithe/migrations/read_schema.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lithe::inline v0::migrations::detail {

/// Tells progress, and throws `cancelled` when somebody wants it to end.
class reporter {
public:
    reporter(options const& chosen, std::string version)
        : options_(chosen), version_(std::move(version)) {}
    void tell(phase now, std::string_view object = {}, std::int64_t done = 0,
              std::int64_t total = 0) const {
        bool const goes_on =
            !options_.on_progress || options_.on_progress({version_, object, now, done, total});
        if (!goes_on || options_.stop.stop_requested())
            throw cancelled("lithe: migrate(): cancelled; the migration is undone",
                            SQLITE_INTERRUPT);
    }
    /// What a long statement says of itself, from inside SQLite: whether to go on.
    [[nodiscard]] bool goes_on() const {
        return !options_.stop.stop_requested() &&
               (!options_.on_progress || options_.on_progress({version_, {}, phase::steps, 0, 0}));
    }
    [[nodiscard]] bool listens() const {
        return static_cast<bool>(options_.on_progress) || options_.stop.stop_possible();
    }
    [[nodiscard]] std::size_t chunk_rows() const {
        return options_.chunk_rows == 0 ? 1 : options_.chunk_rows;
    }

private:
    options const& options_;
    std::string version_;
};

[[noreturn]] inline void refuse(std::string const& why) {
    throw migration_error("lithe: migrate(): " + why);
}

/// Runs in an open transaction with foreign_keys off.
class table_rebuild {
public:
    table_rebuild(sqlite3* db, rebuild_work const& work, reporter const& tell)
        : db_(db),
          work_(work),
          tell_(tell),
          name_(live_name()),
          new_name_(std::string(rebuild_prefix) + name_) {}

    /// Returns: how many rows were copied.
    std::int64_t run() {
        require_known_table();
        if (exists(new_name_))
            refuse("table " + new_name_ + " is left of something else; drop it");
        auto const objects = saved_objects();
        bool const analyzed =
            exists("sqlite_stat1") && ask(db_, "SELECT count(*) FROM sqlite_stat1 WHERE tbl = " +
                                                   sql_quoted(name_, '\'')) > 0;
        detail::run(db_, create_table_text(work_.after, new_name_));
        std::int64_t const copied = copy();
        keep_mark();
        // Whatever happened in between: with foreign keys on, DROP TABLE would delete the children.
        if (pragma_number(db_, "foreign_keys") != 0)
            refuse("foreign keys are on inside the migration");
        detail::run(db_, "DROP TABLE " + sql_quoted(name_));
        swap_in();
        for (std::string const& sql : objects)
            detail::run(db_, sql);
        if (analyzed)
            detail::run(db_, "ANALYZE " + sql_quoted(name_));
        return copied;
    }

private:
    std::string live_name() {
        statement question(db_,
                           "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND "
                           "name = ?1 COLLATE NOCASE");
        question.bind(1, work_.before.name.view());
        if (!question.step())
            refuse("table " + work_.before.name.str() + " is missing");
        return question.words(0);
    }
    bool exists(std::string const& name) {
        statement question(db_, "SELECT 1 FROM main.sqlite_schema WHERE name = ?1 COLLATE NOCASE");
        question.bind(1, name);
        return question.step();
    }

    // A column that the history does not know would be lost: never rebuild another table.
    void require_known_table() {
        schema_model const live = read_schema(db_);
        table_model const* const found = live.table(name_);
        if (found == nullptr || !same_table(*found, work_.before))
            refuse("table " + name_ +
                   " is not what the history says, so it is not rebuilt: it is " +
                   (found == nullptr ? "missing" : create_table_text(*found, name_).str()));
    }

    std::vector<std::string> saved_objects() {
        std::vector<std::string> list;
        statement objects(db_,
                          "SELECT sql FROM main.sqlite_schema WHERE tbl_name = ?1 COLLATE NOCASE "
                          "AND type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY type");
        objects.bind(1, name_);
        while (objects.step())
            list.push_back(objects.words(0));
        return list;
    }

    // ---- the copy ----

    [[nodiscard]] column_source const* source_of(column_model const& column) const {
        for (column_source const& one : work_.sources)
            if (same_name(one.column, column.name))
                return &one;
        return nullptr;
    }
    // The first name of the rowid that no column hides.
    [[nodiscard]] std::string rowid_name() const {
        for (char const* const name : {"rowid", "_rowid_", "oid"})
            if (!work_.before.has(name) && !work_.after.has(name))
                return name;
        refuse("table " + name_ + " hides its rowid behind columns of all three of its names");
    }

    // Not where the rowid is a column that is another one now, or has another value.
    [[nodiscard]] bool keeps_rowids() const {
        if (!has_rowid_alias(work_.after))
            return true;
        column_model const& key = work_.after.columns[work_.after.find(work_.after.key.columns[0])];
        return source_of(key) == nullptr && has_rowid_alias(work_.before) &&
               is_key_column(work_.before, key.name);
    }

    std::int64_t copy() {
        std::string columns;
        std::string values;
        auto const add = [&](std::string const& column, std::string const& value) {
            columns += (columns.empty() ? "" : ", ") + column;
            values += (values.empty() ? "" : ", ") + value;
        };
        bool const by_rowid = !work_.before.without_rowid && !work_.after.without_rowid;
        std::string const rowid = by_rowid ? sql_quoted(name_) + "." + rowid_name() : std::string();
        if (by_rowid && !has_rowid_alias(work_.after))
            add(rowid_name(), rowid);
        for (column_model const& column : work_.after.columns) {
            if (!column.generated.empty())
                continue;
            column_source const* const source = source_of(column);
            if (source != nullptr && source->value.empty())
                continue;  // its DEFAULT
            // Qualified: a bare "missing" might be taken for a text.
            add(sql_quoted(column.name), source != nullptr
                                             ? source->value.str()
                                             : sql_quoted(name_) + "." + sql_quoted(column.name));
        }
        std::int64_t const total = ask(db_, "SELECT count(*) FROM " + sql_quoted(name_));
        // OR ABORT: a constraint's own ON CONFLICT IGNORE or REPLACE would drop rows.
        std::string const insert = "INSERT OR ABORT INTO " + sql_quoted(new_name_) + " (" +
                                   columns + ") SELECT " + values + " FROM " + sql_quoted(name_);
        if (by_rowid && keeps_rowids())
            copy_in_chunks(insert, rowid, total);
        else
            detail::run(db_, insert);
        if (ask(db_, "SELECT count(*) FROM " + sql_quoted(new_name_)) != total)
            refuse("the copy of table " + name_ + " has another number of rows");
        tell_.tell(phase::copy, name_, total, total);
        return total;
    }
    void copy_in_chunks(std::string const& insert, std::string const& rowid, std::int64_t total) {
        auto const limit = static_cast<std::int64_t>(tell_.chunk_rows());
        std::string const order = " ORDER BY " + rowid + " LIMIT " + std::to_string(limit);
        std::string const last = "SELECT max(" + rowid_name() + ") FROM " + sql_quoted(new_name_);
        detail::run(db_, insert + order);
        statement next(db_, insert + " WHERE " + rowid + " > ?1" + order);
        std::int64_t done = sqlite3_changes64(db_);
        while (done < total) {
            tell_.tell(phase::copy, name_, done, total);
            next.reset();
            next.bind(1, ask(db_, last));
            next.step();
            std::int64_t const more = sqlite3_changes64(db_);
            if (more == 0)
                return;  // the count of rows is compared
            done += more;
        }
    }

    // Without it a key of a deleted row would be given again.
    void keep_mark() {
        if (!work_.after.key.automatic || !work_.before.key.automatic)
            return;
        std::string const old_name = sql_quoted(name_, '\'');
        std::string const new_name = sql_quoted(new_name_, '\'');
        detail::run(db_, "DELETE FROM sqlite_sequence WHERE name = " + new_name);
        detail::run(db_, "INSERT INTO sqlite_sequence (name, seq) SELECT " + new_name +
                             ", seq FROM sqlite_sequence WHERE name = " + old_name);
    }

    // Views and triggers of others already say the final name: with legacy_alter_table they are
    // left alone, without it SQLite stops at the table that they do not find.
    void swap_in() {
        set_legacy(1);
        try {
            detail::run(db_,
                        "ALTER TABLE " + sql_quoted(new_name_) + " RENAME TO " + sql_quoted(name_));
        } catch (...) {
            set_legacy(0);
            throw;
        }
        set_legacy(0);
    }
    void set_legacy(int on) {
        int now = 0;
        lithe::detail::check(db_,
                             sqlite3_db_config(db_, SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, on, &now));
    }

    sqlite3* db_;
    rebuild_work const& work_;
    reporter const& tell_;
    std::string name_;
    std::string new_name_;
};

}  // namespace lithe::inline v0::migrations::detail
