// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/row_table.hpp>

#include "support/catch.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

using lithe::detail::row_lease;
using lithe::detail::row_slot;
using lithe::detail::row_source;

namespace {

struct user {
    std::int64_t id = 0;
    std::string name{};
    std::optional<std::string> email{};
};

// What the typed floor writes for a range of users.
struct walk {
    std::vector<user> const* users;
    std::size_t next = 0;
    int refuse = -1;  // a row whose name has no storage form

    row_source source() {
        return {.state = this,
                .next =
                    [](void* state) noexcept {
                        auto& self = *static_cast<walk*>(state);
                        return self.next++ < self.users->size();
                    },
                .column =
                    [](void* state, sqlite3_context* out, int index) noexcept {
                        auto& self = *static_cast<walk*>(state);
                        user const& row = (*self.users)[self.next - 1];
                        if (index == 0 && row.id != 0)
                            sqlite3_result_int64(out, row.id);
                        if (index == 1 && static_cast<int>(self.next) - 1 == self.refuse)
                            return sqlite3_result_error(out, "conversion", -1);
                        if (index == 1)
                            give(out, row.name);
                        if (index == 2 && row.email)
                            give(out, *row.email);
                    }};
    }

    static void give(sqlite3_context* out, std::string const& text) {
        sqlite3_result_text64(out, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
    }
};

class database {
public:
    row_slot slot{};

    database() {
        sqlite3_open(":memory:", &db_);
        sqlite3_extended_result_codes(db_, 1);
        lithe::detail::register_row_table(db_, &slot);
        run("CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT UNIQUE) "
            "STRICT");
        sqlite3_prepare_v2(db_,
                           "INSERT INTO users(id, name, email) SELECT c0, c1, c2 FROM lithe_rows",
                           -1, &insert_, nullptr);
    }
    database(database const&) = delete;
    database& operator=(database const&) = delete;
    ~database() {
        sqlite3_finalize(insert_);
        sqlite3_close(db_);
    }

    int run(std::string const& sql) const {
        return sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
    }

    std::string text(std::string const& sql) const {
        sqlite3_stmt* statement = nullptr;
        REQUIRE(sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
        REQUIRE(sqlite3_step(statement) == SQLITE_ROW);
        auto const* answer = reinterpret_cast<char const*>(sqlite3_column_text(statement, 0));
        std::string const copy = answer == nullptr ? "NULL" : answer;
        sqlite3_finalize(statement);
        return copy;
    }

    int insert() const {
        int const rc = sqlite3_step(insert_);
        sqlite3_reset(insert_);
        return rc;
    }

    sqlite3* get() const { return db_; }

private:
    sqlite3* db_ = nullptr;
    sqlite3_stmt* insert_ = nullptr;
};

std::vector<user> many(int count) {
    std::vector<user> users;
    for (int at = 0; at < count; ++at)
        users.push_back({0, "user " + std::to_string(at), std::to_string(at) + "@example.org"});
    return users;
}

}  // namespace

TEST_CASE("row_table: one statement inserts a range, and again another") {
    database c;
    std::vector<user> const first{
        {5, "Ada", "ada@example.org"}, {0, "Bob", std::nullopt}, {0, "", ""}};
    walk rows{&first};
    row_source source = rows.source();
    {
        row_lease const lease(c.slot, source);
        CHECK(c.insert() == SQLITE_DONE);
    }
    CHECK(sqlite3_changes64(c.get()) == 3);
    CHECK(
        c.text(
            "SELECT group_concat(id || '|' || name || '|' || ifnull(email, 'NULL')) FROM users") ==
        "5|Ada|ada@example.org,6|Bob|NULL,7||");
    std::vector<user> const second = many(10'000);
    walk more{&second};
    row_source more_source = more.source();
    row_lease const lease(c.slot, more_source);
    CHECK(c.insert() == SQLITE_DONE);
    CHECK(sqlite3_changes64(c.get()) == 10'000);
    CHECK(c.text("SELECT count(*) FROM users") == "10003");
    CHECK(sqlite3_stmt_status(sqlite3_next_stmt(c.get(), nullptr), SQLITE_STMTSTATUS_REPREPARE,
                              0) == 0);
}

TEST_CASE("row_table: without rows, or without a lease, nothing happens") {
    database c;
    CHECK(c.insert() == SQLITE_DONE);
    std::vector<user> const none;
    walk rows{&none};
    row_source source = rows.source();
    row_lease const lease(c.slot, source);
    CHECK(c.insert() == SQLITE_DONE);
    CHECK(c.text("SELECT count(*) FROM users") == "0");
}

TEST_CASE("row_table: after a failure, position is the failing row and no row is left") {
    database c;
    std::vector<user> users = many(100);
    users[70].email = "3@example.org";
    walk rows{&users};
    row_source source = rows.source();
    row_lease const lease(c.slot, source);
    CHECK(c.insert() == SQLITE_CONSTRAINT_UNIQUE);
    CHECK(source.position == 70);
    CHECK(c.text("SELECT count(*) FROM users") == "0");

    users[70].email = "70@example.org";
    walk again{.users = &users, .refuse = 99};
    source = again.source();
    CHECK(c.insert() == SQLITE_ERROR);
    CHECK(std::string(sqlite3_errmsg(c.get())) == "conversion");
    CHECK(source.position == 99);
    CHECK(c.text("SELECT count(*) FROM users") == "0");
}

TEST_CASE("row_table: inside a transaction a failure takes back the statement alone") {
    database c;
    c.run("BEGIN; INSERT INTO users VALUES(1, 'first', NULL)");
    std::vector<user> users = many(10);
    users[9].email = users[0].email;
    walk rows{&users};
    row_source source = rows.source();
    {
        row_lease const lease(c.slot, source);
        CHECK(c.insert() == SQLITE_CONSTRAINT_UNIQUE);
    }
    CHECK(source.position == 9);
    c.run("COMMIT");
    CHECK(c.text("SELECT group_concat(name) FROM users") == "first");
}

TEST_CASE("row_table: leases nest, and the earlier rows come back") {
    row_slot slot;
    row_source outer;
    row_source inner;
    row_lease const first(slot, outer);
    CHECK(slot.current == &outer);
    {
        row_lease const second(slot, inner);
        CHECK(slot.current == &inner);
    }
    CHECK(slot.current == &outer);
}

TEST_CASE("row_table: an upsert reads it with WHERE true") {
    database c;
    c.run("INSERT INTO users VALUES(1, 'old', '0@example.org')");
    std::vector<user> const users = many(3);
    walk rows{&users};
    row_source source = rows.source();
    row_lease const lease(c.slot, source);
    CHECK(c.run("INSERT INTO users(name, email) SELECT c1, c2 FROM lithe_rows WHERE true "
                "ON CONFLICT(email) DO UPDATE SET name = excluded.name") == SQLITE_OK);
    CHECK(c.text("SELECT name FROM users WHERE id = 1") == "user 0");
    CHECK(c.text("SELECT count(*) FROM users") == "3");
}

TEST_CASE("row_table: the last of its columns, and none beyond") {
    database c;
    std::vector<user> const users = many(2);
    walk rows{&users};
    row_source source = rows.source();
    row_lease const lease(c.slot, source);
    CHECK(c.text("SELECT count(*) FROM lithe_rows WHERE c255 IS NULL") == "2");
    CHECK(c.run("SELECT c256 FROM lithe_rows") == SQLITE_ERROR);
}

TEST_CASE("row_table: no view or trigger of a file can reach it, and it cannot be written") {
    database c;
    CHECK(c.run("CREATE VIEW v AS SELECT c0 FROM lithe_rows") == SQLITE_OK);
    CHECK(c.run("SELECT * FROM v") == SQLITE_ERROR);
    CHECK(c.run("CREATE VIRTUAL TABLE x USING lithe_rows") == SQLITE_ERROR);
    CHECK(c.run("INSERT INTO lithe_rows(c0) VALUES(1)") == SQLITE_ERROR);
}
