// SPDX-License-Identifier: BSL-1.0
//
// The floor: the program that a careful person writes by hand against the C API. Statements are
// prepared once and kept, structs are filled directly, texts are bound without a copy, every
// result code is looked at. Opened as everyone opens it, and a second time without SQLite's mutex.

#include "contestant.hpp"
#include "model.hpp"
#include "settings.hpp"

#include <sqlite3.h>

#include <stdexcept>
#include <vector>

namespace bench {
namespace {

[[noreturn]] void fail(sqlite3* db) {
    throw std::runtime_error{sqlite3_errmsg(db)};
}

sqlite3* open_file(std::string const& path, int threading) {
    sqlite3* db = nullptr;
    auto const flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | threading;
    if (sqlite3_open_v2(path.c_str(), &db, flags, nullptr) != SQLITE_OK)
        fail(db);
    if (sqlite3_exec(db, production_settings, nullptr, nullptr, nullptr) != SQLITE_OK)
        fail(db);
    return db;
}

sqlite3_stmt* prepare(sqlite3* db, std::string_view sql) {
    sqlite3_stmt* made = nullptr;
    auto const size = static_cast<int>(sql.size());
    if (sqlite3_prepare_v3(db, sql.data(), size, SQLITE_PREPARE_PERSISTENT, &made, nullptr) !=
        SQLITE_OK)
        fail(db);
    return made;
}

void run(sqlite3* db, sqlite3_stmt* statement) {
    if (sqlite3_step(statement) != SQLITE_DONE)
        fail(db);
    sqlite3_reset(statement);
}

std::string text(sqlite3_stmt* row, int column) {
    auto const* const begin = reinterpret_cast<char const*>(sqlite3_column_text(row, column));
    return {begin, static_cast<std::size_t>(sqlite3_column_bytes(row, column))};
}

user read_user(sqlite3_stmt* row) {
    user read{.id = sqlite3_column_int64(row, 0),
              .name = text(row, 1),
              .email = text(row, 2),
              .age = sqlite3_column_int(row, 3),
              .score = sqlite3_column_double(row, 4)};
    if (sqlite3_column_type(row, 5) != SQLITE_NULL)
        read.bio = text(row, 5);
    return read;
}

void bind_text(sqlite3_stmt* statement, int index, std::string const& value) {
    sqlite3_bind_text(statement, index, value.data(), static_cast<int>(value.size()),
                      SQLITE_STATIC);
}

void bind_user(sqlite3_stmt* statement, user const& row) {
    bind_text(statement, 1, row.name);
    bind_text(statement, 2, row.email);
    sqlite3_bind_int(statement, 3, row.age);
    sqlite3_bind_double(statement, 4, row.score);
    if (row.bio)
        bind_text(statement, 5, *row.bio);
    else
        sqlite3_bind_null(statement, 5);
}

/// One file with the statements that its cases use; a statement is prepared at first use.
class handle {
public:
    handle(std::string const& path, int threading) : db_{open_file(path, threading)} {}
    handle(handle const&) = delete;
    handle& operator=(handle const&) = delete;
    ~handle() {
        for (auto const& kept : kept_)
            sqlite3_finalize(kept.statement);
        sqlite3_close(db_);
    }
    sqlite3* get() const noexcept { return db_; }
    sqlite3_stmt* statement(std::string_view sql) {  // looked up outside the loops
        for (auto const& kept : kept_)
            if (kept.sql == sql)
                return kept.statement;
        return kept_.emplace_back(entry{sql, prepare(db_, sql)}).statement;
    }

private:
    struct entry {
        std::string_view sql;
        sqlite3_stmt* statement;
    };
    sqlite3* db_;
    std::vector<entry> kept_;
};

class hand_written final : public contestant {
public:
    hand_written(files const& where, int threading)
        : where_{where},
          threading_{threading},
          full_{where.full, threading},
          bulk_{where.bulk, threading} {
        for (int i = 0; i < new_statement_count; ++i)
            new_texts_.push_back(std::string{sql_by_key} + " AND age < " + std::to_string(100 + i));
    }
    ~hand_written() override { open_fresh(0); }

    void stage(std::int64_t first, std::size_t count, bool assigned) override {
        staged_ = make_users<user>(first, count, assigned);
    }

    void open_fresh(std::size_t connections) override {
        for (auto* statement : fresh_statements_)
            sqlite3_finalize(statement);
        for (auto* db : fresh_)
            sqlite3_close(db);
        fresh_statements_.clear();
        fresh_.clear();
        for (std::size_t i = 0; i < connections; ++i) {
            fresh_.push_back(open_file(where_.full, threading_));
            auto* const first = prepare(fresh_.back(), sql_by_key);  // reads the schema, untimed
            sqlite3_bind_int64(first, 1, 1);
            sqlite3_step(first);
            sqlite3_finalize(first);
        }
        fresh_statements_.reserve(connections * new_texts_.size());
    }

    outcome point_reads(keys ids) override {
        digest seen;
        auto* const statement = full_.statement(sql_by_key);
        for (auto const id : ids) {
            user const one = fetch_one(statement, id);
            seen.add_user(one);
        }
        return seen.value();
    }

    outcome transaction_reads(keys ids) override {
        run(full_.get(), full_.statement("BEGIN"));
        auto const seen = point_reads(ids);
        run(full_.get(), full_.statement("COMMIT"));
        return seen;
    }

    outcome ranges(keys ids) override { return read_ranges(full_.statement(sql_range), ids); }
    outcome ordered_ranges(keys ids) override {
        return read_ranges(full_.statement(sql_ordered_range), ids);
    }

    outcome joins(keys ids) override {
        digest seen;
        auto* const statement = full_.statement(sql_join);
        for (auto const id : ids) {
            sqlite3_bind_int64(statement, 1, id);
            std::vector<line> lines;
            int rc = 0;
            while ((rc = sqlite3_step(statement)) == SQLITE_ROW)
                lines.push_back({.name = text(statement, 0),
                                 .title = text(statement, 1),
                                 .created_at = sqlite3_column_int64(statement, 2)});
            if (rc != SQLITE_DONE)
                fail(full_.get());
            sqlite3_reset(statement);
            for (auto const& row : lines)
                seen.add_line(row);
        }
        return seen.value();
    }

    outcome single_inserts(keys) override {
        digest seen;
        auto* const statement = full_.statement(sql_insert);
        for (auto const& row : staged_) {
            bind_user(statement, row);
            run(full_.get(), statement);
            seen.add(static_cast<std::int64_t>(sqlite3_last_insert_rowid(full_.get())));
        }
        return seen.value();
    }

    outcome bulk_insert(keys) override {
        run(bulk_.get(), bulk_.statement("BEGIN IMMEDIATE"));
        auto* const statement = bulk_.statement(sql_bulk_insert);
        for (auto const& row : staged_) {
            bind_user(statement, row);
            sqlite3_bind_int64(statement, 6, row.id);
            run(bulk_.get(), statement);
        }
        run(bulk_.get(), bulk_.statement("COMMIT"));
        return staged_.size();
    }

    outcome updates(keys ids) override {
        run(full_.get(), full_.statement("BEGIN IMMEDIATE"));
        auto* const statement = full_.statement(sql_update);
        std::uint64_t changed = 0;
        for (auto const id : ids) {
            sqlite3_bind_int(statement, 1, static_cast<int>(id % 90));
            sqlite3_bind_double(statement, 2, static_cast<double>(id) * 0.5);
            sqlite3_bind_int64(statement, 3, id);
            run(full_.get(), statement);
            changed += static_cast<std::uint64_t>(sqlite3_changes(full_.get()));
        }
        run(full_.get(), full_.statement("COMMIT"));
        return changed;
    }

    outcome new_statements(keys ids) override {
        digest seen;
        for (std::size_t i = 0; i < ids.size(); ++i) {
            auto* const db = fresh_[i / new_texts_.size()];
            auto* const statement = prepare(db, new_texts_[i % new_texts_.size()]);
            fresh_statements_.push_back(statement);  // kept, as the others keep theirs
            seen.add_user(fetch_one(statement, ids[i]));
        }
        return seen.value();
    }

private:
    static user fetch_one(sqlite3_stmt* statement, std::int64_t id) {
        sqlite3_bind_int64(statement, 1, id);
        if (sqlite3_step(statement) != SQLITE_ROW)
            fail(sqlite3_db_handle(statement));
        user one = read_user(statement);
        sqlite3_reset(statement);
        return one;
    }

    outcome read_ranges(sqlite3_stmt* statement, keys ids) {
        digest seen;
        for (auto const id : ids) {
            sqlite3_bind_int64(statement, 1, id);
            sqlite3_bind_int64(statement, 2, id + range_length - 1);
            std::vector<user> users;
            int rc = 0;
            while ((rc = sqlite3_step(statement)) == SQLITE_ROW)
                users.push_back(read_user(statement));
            if (rc != SQLITE_DONE)
                fail(full_.get());
            sqlite3_reset(statement);
            for (auto const& row : users)
                seen.add_user(row);
        }
        return seen.value();
    }

    files where_;
    int threading_;
    handle full_;
    handle bulk_;
    std::vector<user> staged_;
    std::vector<std::string> new_texts_;
    std::vector<sqlite3*> fresh_;
    std::vector<sqlite3_stmt*> fresh_statements_;
};

}  // namespace

contestant_ptr make_floor(files const& where) {
    return std::make_unique<hand_written>(where, 0);
}
contestant_ptr make_floor_nomutex(files const& where) {
    return std::make_unique<hand_written>(where, SQLITE_OPEN_NOMUTEX);
}

}  // namespace bench
