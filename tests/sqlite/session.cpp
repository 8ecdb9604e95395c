// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/session.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <stdexcept>
#include <vector>

using lithe::col;
using lithe::from;
using lithe::detail::session;
using namespace lithe_test;

namespace {

int config(sqlite3* db, int option) {
    int value = -1;
    sqlite3_db_config(db, option, -1, &value);
    return value;
}

// Two connections to one file; what `other` does to the schema, `c` finds out by itself.
struct two {
    scratch_folder folder{};
    lithe::connection c{folder.file("a.db")};
    lithe::connection other{folder.file("a.db")};

    two() {
        c.create_tables<author, book>();
        c.insert(author{.name = "Ada", .email = "ada@example.org", .age = 36});
        c.insert(book{.author_id = 1, .title = "Notes", .price = 5});
    }
};

author const ada{.id = 1, .name = "Ada", .email = "ada@example.org", .age = 36};

// Everything that a statement of `c` could be, once.
std::vector<std::string> run_everything(lithe::connection& c) {
    std::vector<std::string> errors;
    auto const attempt = [&](auto&& work) {
        try {
            work();
        } catch (lithe::error const& thrown) {
            errors.emplace_back(thrown.what());
        }
    };
    // CHECK would swallow the exceptions, hence the results are kept first.
    attempt([&] {
        auto const one = c.get<author>(1);
        CHECK(one == ada);
    });
    attempt([&] {
        auto const all = c.fetch_all(from<author>());
        CHECK(all == std::vector{ada});
    });
    attempt([&] {
        for (auto&& one : c.stream(from<author>().order_by(col<&author::name>)))
            CHECK(one == ada);
    });
    attempt([&] {
        auto const joined =
            c.fetch_all(from<book>().join<author>().select(col<&author::email>, col<&book::title>));
        CHECK(joined == std::vector{std::tuple(ada.email, std::string("Notes"))});
    });
    attempt([&] {
        bool const there = c.update(ada);
        CHECK(there);
    });
    attempt([&] {
        auto const deleted = c.transact([&](lithe::transaction& tx) {
            tx.insert(author{.name = "Bob", .age = 1});
            tx.insert_all({author{.name = "Cy", .age = 2}});
            return tx.execute(lithe::delete_from<author>().where(col<&author::age> < 10));
        });
        CHECK(deleted == 2);
    });
    return errors;
}

std::size_t count_of(std::vector<std::string> const& errors, std::string const& words) {
    std::size_t found = 0;
    for (auto const& one : errors)
        found += one.starts_with(words) ? 1U : 0U;
    return found;
}

}  // namespace

TEST_CASE(
    "session: one thread's connection has no mutex, plans do not depend on values, names are "
    "names") {
    session on(":memory:", lithe::open_options{});
    CHECK(sqlite3_db_mutex(on.native()) == nullptr);
    CHECK(config(on.native(), SQLITE_DBCONFIG_ENABLE_QPSG) == 1);
    CHECK(config(on.native(), SQLITE_DBCONFIG_DQS_DML) == 0);
    CHECK(config(on.native(), SQLITE_DBCONFIG_DQS_DDL) == 0);
}

TEST_CASE("session: run, ask, begin, commit and rollback") {
    session on(":memory:", lithe::open_options{});
    on.run("CREATE TABLE t(x); -- a comment\n INSERT INTO t VALUES(1);; SELECT * FROM t; ");
    CHECK(on.ask<"SELECT count(*) FROM t">() == 1);
    on.begin(true);
    CHECK(on.in_transaction());
    CHECK(sqlite3_txn_state(on.native(), "main") == SQLITE_TXN_WRITE);
    on.run<"INSERT INTO t VALUES(2)">();
    on.rollback();
    on.rollback();
    CHECK(!on.in_transaction());
    CHECK(on.ask<"SELECT count(*) FROM t">() == 1);
    on.begin(false);
    CHECK(sqlite3_txn_state(on.native(), "main") == SQLITE_TXN_NONE);
    on.run<"INSERT INTO t VALUES(2)">();
    on.commit();
    CHECK(on.ask<"SELECT count(*) FROM t">() == 2);
    CHECK_THROWS_AS(on.commit(), lithe::error);
    CHECK_THROWS_AS(on.ask<"SELECT 1 WHERE 0">(), lithe::error);
}

TEST_CASE("session: a scope that is not kept is undone, nested or not") {
    session on(":memory:", lithe::open_options{});
    on.run("CREATE TABLE t(x)");
    {
        lithe::detail::undo_scope outer(on);
        on.run<"INSERT INTO t VALUES(1)">();
        {
            lithe::detail::undo_scope const inner(on);
            on.run<"INSERT INTO t VALUES(2)">();
        }
        CHECK(on.ask<"SELECT count(*) FROM t">() == 1);
        {
            lithe::detail::undo_scope inner(on);
            on.run<"INSERT INTO t VALUES(3)">();
            inner.keep();
        }
        outer.keep();
    }
    CHECK(!on.in_transaction());
    CHECK(on.ask<"SELECT sum(x) FROM t">() == 4);
    {
        lithe::detail::undo_scope const outer(on);
        on.run<"DELETE FROM t">();
    }
    CHECK(on.ask<"SELECT sum(x) FROM t">() == 4);
}

TEST_CASE("session: a schema that another connection extends changes nothing") {
    two t;
    CHECK(run_everything(t.c).empty());
    t.other.execute_script(
        "ALTER TABLE authors ADD COLUMN born TEXT; CREATE INDEX by_age ON authors(age);"
        "ALTER TABLE books ADD COLUMN pages INT NOT NULL DEFAULT 7; CREATE TABLE more(x);");
    CHECK(run_everything(t.c).empty());
    CHECK(number(t.c.native_handle(), "SELECT pages FROM books") == 7);
    t.other.execute_script("DROP INDEX by_age; ALTER TABLE books DROP COLUMN pages");
    CHECK(run_everything(t.c).empty());
}

TEST_CASE("session: a column renamed by another connection is an error, never its name as a text") {
    two t;
    bool const adopted = GENERATE(false, true);
    sqlite3* raw = nullptr;
    if (adopted) {
        // Opened as everyone opens it: double-quoted strings are on in many builds.
        REQUIRE(sqlite3_open(t.folder.file("a.db").c_str(), &raw) == SQLITE_OK);
        t.c = lithe::connection::adopt(raw);
    }
    CHECK(run_everything(t.c).empty());
    t.other.execute_script("ALTER TABLE authors RENAME COLUMN email TO mail");
    auto const errors = run_everything(t.c);
    CHECK(errors.size() == 6);
    CHECK(count_of(errors, "no such column") +
              count_of(errors, "table authors has no column named email") ==
          6);
    CHECK(number(t.other.native_handle(), "SELECT count(*) FROM authors") == 1);
    t.other.execute_script("ALTER TABLE authors RENAME COLUMN mail TO email");
    CHECK(run_everything(t.c).empty());
}

TEST_CASE("session: a table dropped, and made anew with other types, by another connection") {
    two t;
    CHECK(run_everything(t.c).empty());
    t.other.execute_script("DELETE FROM books; DROP TABLE authors");
    auto const errors = run_everything(t.c);
    CHECK(count_of(errors, "no such table: ") == errors.size());
    CHECK(errors.size() == 6);
    t.other.execute_script(
        "CREATE TABLE authors(age, email, name, id INTEGER PRIMARY KEY);"
        "INSERT INTO authors VALUES('36', 'ada@example.org', 'Ada', 1)");
    CHECK_THROWS_AS(t.c.get<author>(1), lithe::conversion_error);
    CHECK_THROWS_AS(t.c.fetch_all(from<author>()), lithe::conversion_error);
    t.other.execute_script(
        "UPDATE authors SET age = 36; INSERT INTO books VALUES(1, 1, 'Notes', 5.0)");
    CHECK(run_everything(t.c).empty());
}

TEST_CASE(
    "session: a running query keeps its snapshot while another connection changes the schema") {
    two t;
    for (int at = 2; at < 50; ++at)
        t.c.insert(author{.id = at, .name = "x"});
    std::int64_t rows = 0;
    for (auto&& one : t.c.stream(from<author>())) {
        if (++rows == 10)
            t.other.execute_script(
                "ALTER TABLE authors RENAME COLUMN email TO mail; DELETE FROM authors WHERE id > "
                "20");
        CHECK(one.id == rows);
    }
    CHECK(rows == 49);
    CHECK_THROWS_AS(t.c.fetch_all(from<author>()), lithe::error);
}

TEST_CASE("session: an adopted handle keeps its settings, and null is refused") {
    sqlite3* raw = nullptr;
    REQUIRE(sqlite3_open(":memory:", &raw) == SQLITE_OK);
    run_sql(raw, "PRAGMA cache_size = 123; PRAGMA foreign_keys = OFF");
    auto c = lithe::connection::adopt(raw);
    CHECK(c.native_handle() == raw);
    CHECK(number(raw, "PRAGMA cache_size") == 123);
    CHECK(number(raw, "PRAGMA foreign_keys") == 0);
    c.create_tables<author, book>();
    c.insert_all({author{.name = "Ada"}, author{.name = "Bob"}});
    std::vector<std::int64_t> const ids{2, 3};
    CHECK(c.fetch_all(from<author>().where(col<&author::id>.in(ids))).size() == 1);
    try {
        c.insert(author{.id = 1});
        FAIL("nothing was thrown");
    } catch (lithe::constraint_error const& thrown) {
        // The handle answers with primary codes.
        CHECK(thrown.extended_code() == SQLITE_CONSTRAINT_PRIMARYKEY);
    }
    CHECK_THROWS_AS(lithe::connection::adopt(nullptr), std::invalid_argument);
}
