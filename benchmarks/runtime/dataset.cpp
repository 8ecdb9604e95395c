// SPDX-License-Identifier: BSL-1.0

#include "dataset.hpp"
#include "model.hpp"
#include "settings.hpp"

#include <sqlite3.h>

#include <stdexcept>

namespace bench {
namespace {

namespace fs = std::filesystem;

class plain_connection {
public:
    explicit plain_connection(std::string const& path) {
        if (sqlite3_open(path.c_str(), &db_) != SQLITE_OK)
            fail();
        run("PRAGMA busy_timeout=5000");
    }
    plain_connection(plain_connection const&) = delete;
    plain_connection& operator=(plain_connection const&) = delete;
    ~plain_connection() { sqlite3_close(db_); }

    void run(std::string const& sql) {
        if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
            fail();
    }

    /// Adds every column of every row to `seen`.
    void read(char const* sql, digest& seen) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr) != SQLITE_OK)
            fail();
        while (sqlite3_step(statement) == SQLITE_ROW)
            for (int i = 0; i < sqlite3_column_count(statement); ++i)
                seen.add(static_cast<std::int64_t>(sqlite3_column_int64(statement, i)));
        if (sqlite3_finalize(statement) != SQLITE_OK)
            fail();
    }

private:
    [[noreturn]] void fail() const { throw std::runtime_error{sqlite3_errmsg(db_)}; }

    sqlite3* db_ = nullptr;
};

/// The rows in SQL, with the same values as make_user.
std::string filling(std::int64_t users, std::int64_t posts) {
    auto const upto = [](std::int64_t count) {
        return "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
               std::to_string(count) + ") ";
    };
    return "BEGIN;" + upto(users) +
           "INSERT INTO users SELECT i, 'User ' || i, 'user' || i || '@example.org', 18 + i % 60,"
           " i * 0.25, iif(i % 2 = 0,"
           " 'Writes about databases, gardens and the number ' || i, NULL) FROM n;" +
           upto(posts) + "INSERT INTO posts SELECT i, i % " + std::to_string(author_count) +
           " + 1, 'Post number ' || i || ' of many', 'The body of post ' || i ||"
           " ', which is long enough to be worth a look and short enough to fit a page',"
           " 1700000000000 + i * 1000 FROM n; COMMIT;";
}

void copy_over(fs::path const& from, fs::path const& to) {
    fs::copy_file(from, to, fs::copy_options::overwrite_existing);
}

}  // namespace

dataset::dataset(fs::path directory) : directory_{std::move(directory)} {
    fs::remove_all(directory_);
    fs::create_directories(directory_);
    plain_connection full{(directory_ / "full.db").string()};
    full.run("PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;");
    full.run(std::string{users_table} + posts_table + filling(user_count, post_count));
    full.run("PRAGMA wal_checkpoint(TRUNCATE)");
    plain_connection empty{(directory_ / "bulk.db").string()};
    empty.run("PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL;");
    empty.run(users_table);
    empty.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

files dataset::for_contestant(std::string const& name) const {
    auto const full = directory_ / ("full-" + name + ".db");
    auto const bulk = directory_ / ("bulk-" + name + ".db");
    copy_over(directory_ / "full.db", full);
    copy_over(directory_ / "bulk.db", bulk);
    return {.full = full.string(), .bulk = bulk.string()};
}

void dataset::settle(std::string const& path, bool empty) {
    plain_connection at{path};
    if (empty)
        at.run("DELETE FROM users");
    at.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

std::uint64_t dataset::condense(std::string const& path) {
    plain_connection at{path};
    digest seen;
    at.read(
        "SELECT count(*), sum(id), sum(length(name)), sum(length(email)), sum(age),"
        " CAST(sum(score) AS INTEGER), sum(length(bio)), count(bio) FROM users",
        seen);
    at.read(
        "SELECT id, length(email), age, CAST(score AS INTEGER) FROM users"
        " WHERE id % 97 = 0 ORDER BY id",
        seen);
    return seen.value();
}

}  // namespace bench
