#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A table's rebuild: new table, copy, drop, rename, with foreign keys off. What SQLite's own
// description forgets is kept: rowids, the AUTOINCREMENT mark, statistics, indexes and triggers; a
// row is never dropped by ON CONFLICT, and a misspelt column is never a text.
// Source: https://www.sqlite.org/lang_altertable.html#otheralter

#include <lithe/migrations/options.hpp>
#include <lithe/migrations/positions.hpp>
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
    [[nodiscard]] migrations::verify after() const { return options_.after; }
    [[nodiscard]] std::size_t chunk_rows() const {
        return options_.chunk_rows == 0 ? 1 : options_.chunk_rows;
    }

private:
    options const& options_;
    std::string version_;
};

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
        table_model const made = table_to_make();
        require_no_temporary_trigger();
        if (exists(new_name_))
            refuse("table " + new_name_ + " is left of something else; drop it");
        auto const objects = objects_of(db_, name_);
        bool const analyzed =
            exists("sqlite_stat1") && ask(db_, "SELECT count(*) FROM sqlite_stat1 WHERE tbl = " +
                                                   sql_quoted(name_, '\'')) > 0;
        detail::run_inside(db_, create_table_text(made, new_name_));
        std::int64_t const copied = copy();
        keep_mark();
        // Whatever happened in between: with foreign keys on, DROP TABLE would delete the children.
        if (pragma_number(db_, "foreign_keys") != 0)
            refuse("foreign keys are on inside the migration");
        drop_indexes();
        detail::run_inside(db_, "DROP TABLE " + sql_quoted(name_));
        swap_in();
        for (std::string const& sql : objects)
            detail::run_inside(db_, sql);
        if (analyzed)
            detail::run_inside(db_, "ANALYZE " + sql_quoted(name_));
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
    table_model table_to_make() {
        schema_model const live = read_schema(db_);
        table_model const* const found = live.table(name_);
        if (found == nullptr || !same_table(*found, work_.before))
            refuse("table " + name_ +
                   " is not what the history says, so it is not rebuilt: it is " +
                   (found == nullptr ? "missing" : create_table_text(*found, name_).str()));
        table_model made = in_live_order(work_, *found);
        if (moves_columns(*found, made))
            require_no_positions(db_, name_);
        return made;
    }

    // It would go with the table, and its text does not say all that it is.
    void require_no_temporary_trigger() {
        statement question(db_,
                           "SELECT name FROM temp.sqlite_schema WHERE type = 'trigger' AND "
                           "tbl_name = ?1 COLLATE NOCASE");
        question.bind(1, name_);
        if (question.step())
            refuse("temporary trigger " + question.words(0) + " on table " + name_ +
                   " would be gone; drop it before");
    }

    // ---- the copy ----

    std::int64_t copy() {
        std::int64_t const total = ask(db_, "SELECT count(*) FROM " + sql_quoted(name_));
        copy_sql const words = copy_of(work_, name_, new_name_);
        if (words.rowid.empty() || !keeps_rowids(work_) || !words.of_own_row)
            detail::run_inside(db_, words.in_one());
        else
            copy_in_chunks(words.insert, words.rowid, total);
        if (ask(db_, "SELECT count(*) FROM " + sql_quoted(new_name_)) != total)
            refuse("the copy of table " + name_ + " has another number of rows");
        tell_.tell(phase::copy, name_, total, total);
        return total;
    }
    void copy_in_chunks(std::string const& insert, std::string const& rowid, std::int64_t total) {
        auto const limit = static_cast<std::int64_t>(tell_.chunk_rows());
        std::string const order = " ORDER BY " + rowid + " LIMIT " + std::to_string(limit);
        std::string const last =
            "SELECT max(" + rowid_name(work_) + ") FROM " + sql_quoted(new_name_);
        detail::run_inside(db_, insert + order);
        statement next(db_, insert + " WHERE " + rowid + " > ?1" + order);
        std::int64_t done = sqlite3_changes64(db_);
        while (done < total) {
            tell_.tell(phase::copy, name_, done, total);
            next.reset();
            next.bind(1, ask(db_, last));
            require_inside(db_);
            next.step();
            std::int64_t const more = sqlite3_changes64(db_);
            if (more == 0)
                return;  // the count of rows is compared
            done += more;
        }
    }

    // Without it a key of a deleted row would be given again.
    void keep_mark() {
        if (!keeps_mark(work_))
            return;
        detail::run_inside(db_, forget_mark_sql(new_name_));
        detail::run_inside(db_, carry_mark_sql(name_, new_name_));
    }

    // With the table they would go in one operation, in which SQLite asks nobody whether to go on.
    void drop_indexes() {
        std::vector<std::string> names;
        statement indexes(db_,
                          "SELECT name FROM main.sqlite_schema WHERE tbl_name = ?1 COLLATE NOCASE "
                          "AND type = 'index' AND sql IS NOT NULL");
        indexes.bind(1, name_);
        while (indexes.step())
            names.push_back(indexes.words(0));
        indexes.reset();
        for (std::string const& name : names) {
            detail::run_inside(db_, "DROP INDEX main." + sql_quoted(name));
            tell_.tell(phase::steps, name_);
        }
    }

    // Views and triggers of others already say the final name: with legacy_alter_table they are
    // left alone, without it SQLite stops at the table that they do not find.
    void swap_in() {
        set_legacy(1);
        try {
            detail::run_inside(
                db_, "ALTER TABLE " + sql_quoted(new_name_) + " RENAME TO " + sql_quoted(name_));
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
