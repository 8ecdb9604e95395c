// SPDX-License-Identifier: BSL-1.0
//
// SQLiteCpp the best way it offers: statements kept by hand, texts bound without a copy. (Its
// README makes a new Statement per query, which costs 4 to 6 times the floor.)

#include <SQLiteCpp/SQLiteCpp.h>

#include "contestant.hpp"
#include "model.hpp"
#include "settings.hpp"

#include <deque>

namespace bench {
namespace {

SQLite::Database open_file(std::string const& path) {
    SQLite::Database db{path, SQLite::OPEN_READWRITE};
    db.exec(production_settings);
    return db;
}

user read_user(SQLite::Statement& row) {
    user read{.id = row.getColumn(0).getInt64(),
              .name = row.getColumn(1).getString(),
              .email = row.getColumn(2).getString(),
              .age = row.getColumn(3).getInt(),
              .score = row.getColumn(4).getDouble()};
    if (!row.isColumnNull(5))
        read.bio = row.getColumn(5).getString();
    return read;
}

void bind_user(SQLite::Statement& statement, user const& row) {
    statement.bindNoCopy(1, row.name);
    statement.bindNoCopy(2, row.email);
    statement.bind(3, row.age);
    statement.bind(4, row.score);
    if (row.bio)
        statement.bindNoCopy(5, *row.bio);
    else
        statement.bind(5);
}

user fetch_one(SQLite::Statement& statement, std::int64_t id) {
    statement.bind(1, id);
    if (!statement.executeStep())
        throw SQLite::Exception{"no such user"};
    user one = read_user(statement);
    statement.reset();
    return one;
}

class sqlitecpp final : public contestant {
public:
    explicit sqlitecpp(files const& where) : where_{where} {
        for (int i = 0; i < new_statement_count; ++i)
            new_texts_.push_back(std::string{sql_by_key} + " AND age < " + std::to_string(100 + i));
    }

    void stage(std::int64_t first, std::size_t count, bool assigned) override {
        staged_ = make_users<user>(first, count, assigned);
    }

    void open_fresh(std::size_t connections) override {
        fresh_statements_.clear();
        fresh_.clear();
        for (std::size_t i = 0; i < connections; ++i) {
            fresh_.push_back(open_file(where_.full));
            SQLite::Statement first{fresh_.back(), sql_by_key};
            fetch_one(first, 1);
        }
    }

    outcome point_reads(keys ids) override {
        digest seen;
        for (auto const id : ids)
            seen.add_user(fetch_one(by_key_, id));
        return seen.value();
    }

    outcome transaction_reads(keys ids) override {
        SQLite::Transaction transaction{full_};
        auto const seen = point_reads(ids);
        transaction.commit();
        return seen;
    }

    outcome ranges(keys ids) override { return read_ranges(range_, ids); }
    outcome ordered_ranges(keys ids) override { return read_ranges(ordered_range_, ids); }

    outcome joins(keys ids) override {
        digest seen;
        for (auto const id : ids) {
            join_.bind(1, id);
            std::vector<line> lines;
            while (join_.executeStep())
                lines.push_back({.name = join_.getColumn(0).getString(),
                                 .title = join_.getColumn(1).getString(),
                                 .created_at = join_.getColumn(2).getInt64()});
            join_.reset();
            for (auto const& row : lines)
                seen.add_line(row);
        }
        return seen.value();
    }

    outcome single_inserts(keys) override {
        digest seen;
        for (auto const& row : staged_) {
            bind_user(insert_, row);
            insert_.exec();
            insert_.reset();
            seen.add(static_cast<std::int64_t>(full_.getLastInsertRowid()));
        }
        return seen.value();
    }

    outcome bulk_insert(keys) override {
        SQLite::Transaction transaction{bulk_, SQLite::TransactionBehavior::IMMEDIATE};
        for (auto const& row : staged_) {
            bind_user(bulk_insert_, row);
            bulk_insert_.bind(6, row.id);
            bulk_insert_.exec();
            bulk_insert_.reset();
        }
        transaction.commit();
        return staged_.size();
    }

    outcome updates(keys ids) override {
        SQLite::Transaction transaction{full_, SQLite::TransactionBehavior::IMMEDIATE};
        std::uint64_t changed = 0;
        for (auto const id : ids) {
            update_.bind(1, static_cast<int>(id % 90));
            update_.bind(2, static_cast<double>(id) * 0.5);
            update_.bind(3, id);
            changed += static_cast<std::uint64_t>(update_.exec());
            update_.reset();
        }
        transaction.commit();
        return changed;
    }

    outcome new_statements(keys ids) override {
        digest seen;
        for (std::size_t i = 0; i < ids.size(); ++i) {
            auto& db = fresh_[i / new_texts_.size()];
            fresh_statements_.emplace_back(db, new_texts_[i % new_texts_.size()]);
            seen.add_user(fetch_one(fresh_statements_.back(), ids[i]));
        }
        return seen.value();
    }

private:
    static outcome read_ranges(SQLite::Statement& statement, keys ids) {
        digest seen;
        for (auto const id : ids) {
            statement.bind(1, id);
            statement.bind(2, id + range_length - 1);
            std::vector<user> users;
            while (statement.executeStep())
                users.push_back(read_user(statement));
            statement.reset();
            for (auto const& row : users)
                seen.add_user(row);
        }
        return seen.value();
    }

    files where_;
    SQLite::Database full_ = open_file(where_.full);
    SQLite::Database bulk_ = open_file(where_.bulk);
    SQLite::Statement by_key_{full_, sql_by_key};
    SQLite::Statement range_{full_, sql_range};
    SQLite::Statement ordered_range_{full_, sql_ordered_range};
    SQLite::Statement join_{full_, sql_join};
    SQLite::Statement insert_{full_, sql_insert};
    SQLite::Statement update_{full_, sql_update};
    SQLite::Statement bulk_insert_{bulk_, sql_bulk_insert};
    std::vector<user> staged_;
    std::vector<std::string> new_texts_;
    std::deque<SQLite::Database> fresh_;
    std::deque<SQLite::Statement> fresh_statements_;
};

}  // namespace

contestant_ptr make_sqlitecpp(files const& where) {
    return std::make_unique<sqlitecpp>(where);
}

}  // namespace bench
