#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A history as the files of dbmate or goose, which those tools run to the same end: rebuilds with
// their guards in SQL, and foreign keys off where a table is dropped that others refer to.
// Source: https://github.com/amacneil/dbmate#creating-migrations, https://pressly.github.io/goose

#include <lithe/migrations/inverse.hpp>
#include <lithe/migrations/planner.hpp>
#include <lithe/migrations/positions.hpp>
#include <lithe/migrations/read_schema.hpp>
#include <lithe/migrations/sql_files.hpp>

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace lithe::inline v0::migrations {

namespace detail {

struct exported_file {
    std::string name;
    std::string text;
};

enum class file_form : unsigned char { dbmate, goose };

/// A file in memory on which the history is run while it is written: what a rebuild has to create
/// again is read there, and what does not run is not exported.
class export_stage {
public:
    export_stage() {
        lithe::detail::check(nullptr, sqlite3_open(":memory:", &db_));
        sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_FKEY, 0, nullptr);
    }
    export_stage(export_stage const&) = delete;
    export_stage& operator=(export_stage const&) = delete;
    ~export_stage() { sqlite3_close(db_); }

    [[nodiscard]] sqlite3* get() const { return db_; }
    [[nodiscard]] bool has_keys() const { return ask(db_, keys_sql("1")) > 0; }
    [[nodiscard]] bool is_parent(std::string_view table) const {
        return ask(db_, keys_sql("k.\"table\" = " + sql_quoted(table, '\'') + " COLLATE NOCASE")) >
               0;
    }

private:
    static std::string keys_sql(std::string const& condition) {
        return "SELECT count(*) FROM sqlite_schema AS s, pragma_foreign_key_list(s.name) AS k "
               "WHERE s.type = 'table' AND " +
               condition;
    }
    sqlite3* db_ = nullptr;
};

/// The statements of one direction of one migration.
class exported_section {
public:
    exported_section(export_stage const& stage, bool is_down) : stage_(stage), is_down_(is_down) {}

    std::vector<std::string> statements{};
    bool own_transaction = false;  // foreign keys have to be off, which is said before BEGIN
    bool outside = false;          // of every transaction

    /// Moves `state` and the stage on.
    void add(replayer& state, record const& steps) {
        bool any_key = stage_.has_keys();
        planner work(state);
        if (!work.plan(steps))
            throw migration_error(sentence_of(state.found));
        for (action const& one : work.actions) {
            add(one);
            any_key = any_key || stage_.has_keys();
        }
        if (any_key && !of_file_)
            require("NOT EXISTS (SELECT 1 FROM pragma_foreign_key_check)");
        if (needs_table_)
            push("DROP TABLE temp.lithe_assert");
    }

private:
    void push(std::string sql, bool is_script = false) {
        is_script ? run_script(stage_.get(), sql) : detail::run(stage_.get(), sql);
        statements.push_back(std::move(sql));
    }
    void add(action const& one) {
        require_positions(stage_.get(), one);
        switch (one.what) {
            case action::kind::sql:
                if (may_cascade(one.sql))
                    own_transaction = own_transaction || stage_.has_keys();
                push(one.sql);
                break;
            case action::kind::raw:
                own_transaction = own_transaction || stage_.has_keys();
                // Another tool's file stays as it is; its way back may be one that fails.
                of_file_ = one.of_file;
                if (of_file_ && is_down_)
                    statements.push_back(one.sql);
                else
                    push(one.sql, true);
                break;
            case action::kind::require:
                require("(" + one.required.question + ") = 0");
                break;
            case action::kind::rebuild:
                rebuild(one.rebuild);
                break;
            case action::kind::outside:
                outside = true;
                push(one.sql, true);
                break;
            default:
                throw migration_error("it runs C++, which is no SQL; write it as m::raw()");
        }
    }
    static bool may_cascade(std::string_view sql) {
        return sql.starts_with("DROP TABLE") || sql.starts_with("DELETE") ||
               sql.starts_with("UPDATE");
    }
    // A CHECK that fails: the only way in which SQL alone gives up.
    void require(std::string const& condition) {
        if (!std::exchange(needs_table_, true)) {
            std::string const sql =
                "CREATE TEMP TABLE lithe_assert (ok INTEGER NOT NULL CHECK (ok))";
            run_script(stage_.get(), sql);
            statements.insert(statements.begin(), sql);
        }
        push("INSERT INTO temp.lithe_assert SELECT " + condition);
    }
    void rebuild(rebuild_work const& work) {
        std::string const name = work.before.name.str();
        std::string const new_name = std::string(rebuild_prefix) + name;
        copy_sql const copy = copy_of(work, name, new_name);
        std::vector<std::string> const objects = objects_of(stage_.get(), name);
        push(create_table_text(work.after, new_name).str());
        push(copy.in_one());
        require("(SELECT count(*) FROM " + sql_quoted(new_name) + ") = (SELECT count(*) FROM " +
                sql_quoted(name) + ")");
        if (keeps_mark(work)) {
            push(forget_mark_sql(new_name));
            push(carry_mark_sql(name, new_name));
        }
        if (stage_.is_parent(name)) {
            own_transaction = true;
            require("(SELECT foreign_keys FROM pragma_foreign_keys) = 0");
        }
        push("DROP TABLE " + sql_quoted(name));
        push("PRAGMA legacy_alter_table=ON");
        push("ALTER TABLE " + sql_quoted(new_name) + " RENAME TO " + sql_quoted(name));
        push("PRAGMA legacy_alter_table=OFF");
        for (std::string const& sql : objects)
            push(sql);
    }

    export_stage const& stage_;
    bool is_down_;
    bool of_file_ = false;
    bool needs_table_ = false;
};

class file_exporter {
public:
    file_exporter(loaded_history const& history, file_form form) : history_(history), form_(form) {}

    std::vector<exported_file> files() {
        std::vector<exported_file> list;
        replayer state;
        for (record const& one : migrations_of{history_.all()}) {
            if (form_ == file_form::goose && !fits_goose(one.name))
                throw migration_error("lithe: export: version " + std::string(one.name) +
                                      " is no number that goose takes");
            list.push_back({file_name(one), file_text(one, state)});
        }
        return list;
    }

private:
    static bool fits_goose(std::string_view version) {
        while (version.starts_with('0'))
            version.remove_prefix(1);
        std::string_view const largest = "9223372036854775807";
        return !version.empty() && (version.size() < largest.size() ||
                                    (version.size() == largest.size() && version <= largest));
    }
    static std::string file_name(record const& migration) {
        std::string name(migration.name);
        name += '_';
        for (char const letter : migration.other)
            name += is_word(letter) && letter != '$' ? letter : '_';
        return name + (migration.other.empty() ? "migration.sql" : ".sql");
    }

    std::string file_text(record const& migration, replayer& state) {
        std::string const version(migration.name);
        exported_section up(stage_, false);
        exported_section down(stage_, true);
        std::string no_way_back;
        try {
            up.add(state, migration);
            detail::run(stage_.get(), "SAVEPOINT lithe_down");
            if (std::vector<record> const steps = way_back(migration, no_way_back);
                !steps.empty()) {
                replayer undone = state;
                down.add(undone, steps.front());
            } else {
                down.statements = failing_sql(no_way_back);
            }
            detail::run(stage_.get(), "ROLLBACK TO lithe_down");
            detail::run(stage_.get(), "RELEASE lithe_down");
        } catch (error const& thrown) {
            throw migration_error("lithe: export: migration " + version + ": " + thrown.what(),
                                  thrown.extended_code(), thrown.sql(), thrown.offset());
        }
        std::string out = "-- " + version + ' ' + one_line(migration.other) + ", " +
                          digest_text(migration) +
                          "\n-- written from a history of lithe: " + "change that, not this file\n";
        bool const own = up.own_transaction || down.own_transaction;
        if (own)
            out += "-- foreign keys are off while it runs, and on afterwards, whatever they were\n";
        bool const both = form_ == file_form::goose && (own || up.outside);  // once for the file
        if (both)
            out += "-- +goose NO TRANSACTION\n";
        out += '\n' + section("up", up, both || up.own_transaction || up.outside);
        out += '\n' + section("down", down, both || down.own_transaction);
        return out;
    }
    static std::vector<record> way_back(record const& migration, std::string& why_not) {
        try {
            return steps_down(migration);
        } catch (migration_error const& thrown) {
            why_not = one_line(thrown.what());
            if (why_not.starts_with("lithe: rollback(): "))
                why_not = why_not.substr(19);
            return {};
        }
    }
    // An empty section would be "rolled back" by the tool, and nothing would be.
    static std::vector<std::string> failing_sql(std::string const& why) {
        return {"CREATE TEMP TABLE lithe_assert (ok INTEGER NOT NULL CONSTRAINT " +
                    sql_quoted(why) + " CHECK (ok))",
                "INSERT INTO temp.lithe_assert VALUES (0)"};
    }
    static std::string one_line(std::string_view words) {
        std::string out;
        for (char const letter : words)
            out += letter == '\n' || letter == '\r' ? ' ' : letter;
        return out;
    }

    std::string section(std::string_view word, exported_section const& given, bool own) {
        std::string out;
        if (form_ == file_form::dbmate)
            out = "-- migrate:" + std::string(word) + (own ? " transaction:false" : "") + '\n';
        else
            out = word == "up" ? "-- +goose Up\n" : "-- +goose Down\n";
        if (given.statements.empty())
            return out;
        // One block runs on one connection, which the settings and the transaction are of.
        bool const in_one = form_ == file_form::goose && own;
        bool const keys = given.own_transaction;
        if (in_one)
            out += "-- +goose StatementBegin\n";
        if (own && !given.outside)
            out += std::string(keys ? "PRAGMA foreign_keys=OFF;\n" : "") + "BEGIN IMMEDIATE;\n";
        for (std::string const& one : given.statements)
            out += form_ == file_form::goose && !own
                       ? "-- +goose StatementBegin\n" + ended(one) + "-- +goose StatementEnd\n"
                       : ended(one);
        if (own && !given.outside)
            out += std::string("COMMIT;\n") + (keys ? "PRAGMA foreign_keys=ON;\n" : "");
        if (in_one)
            out += "-- +goose StatementEnd\n";
        return out;
    }
    static std::string ended(std::string const& sql) {
        sql_lines_are_free(sql);
        std::string_view last = sql;
        while (!last.empty() && is_space(last.back()))
            last.remove_suffix(1);
        bool const comment = last.find("--") != std::string_view::npos;
        return std::string(last) + (last.ends_with(';') ? "" : comment ? "\n;" : ";") + '\n';
    }
    // In a text or a comment it would end the section.
    static void sql_lines_are_free(std::string_view sql) {
        while (!sql.empty()) {
            std::size_t const end = sql.find('\n');
            if (is_mark_of_tool(sql.substr(0, end)))
                throw migration_error("lithe: export: SQL has a line that the tool reads: " +
                                      std::string(sql.substr(0, end)));
            sql.remove_prefix(end == std::string_view::npos ? sql.size() : end + 1);
        }
    }

    loaded_history const& history_;
    file_form form_;
    export_stage stage_;
};

inline void write_new_files(std::vector<exported_file> const& files,
                            std::filesystem::path const& directory) {
    std::filesystem::create_directories(directory);
    // All are looked at before the first is written.
    for (exported_file const& one : files)
        if (std::filesystem::exists(directory / one.name) &&
            read_file(directory / one.name) != one.text)
            throw migration_error("lithe: export: " + (directory / one.name).string() +
                                  " is there already and says something else");
    for (exported_file const& one : files) {
        std::string const path = (directory / one.name).string();
        std::FILE* const file = std::fopen(path.c_str(), "wb");
        bool good = file != nullptr;
        if (good) {
            good = std::fwrite(one.text.data(), 1, one.text.size(), file) == one.text.size();
            good = std::fclose(file) == 0 && good;
        }
        if (!good)
            throw migration_error("lithe: export: cannot write " + path);
    }
}

template <class History>
std::vector<exported_file> files_of(History const& history, file_form form) {
    if constexpr (std::is_same_v<History, loaded_history>)
        return file_exporter(history, form).files();
    else
        return file_exporter(load(history), form).files();
}

}  // namespace detail

/// Writes a history as the files of dbmate, which it runs to the same end. A file that is there
/// already stays; one that says something else is an error, and then nothing is written.
/// Errors: migration_error; std::filesystem::filesystem_error.
template <class History>
void export_dbmate(History const& history, std::filesystem::path const& directory) {
    detail::write_new_files(detail::files_of(history, detail::file_form::dbmate), directory);
}
/// As export_dbmate(), for goose.
template <class History>
void export_goose(History const& history, std::filesystem::path const& directory) {
    detail::write_new_files(detail::files_of(history, detail::file_form::goose), directory);
}

}  // namespace lithe::inline v0::migrations
