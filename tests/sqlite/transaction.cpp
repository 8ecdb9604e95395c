// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/transaction.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"
#include "support/raw_sql.hpp"

#include <memory>
#include <stdexcept>
#include <type_traits>

using lithe::col;
using lithe::from;
using lithe::transaction;
using namespace lithe_test;

namespace {

static_assert(!std::is_copy_constructible_v<transaction>);
static_assert(!std::is_move_constructible_v<transaction>);
static_assert(!std::is_copy_constructible_v<lithe::reader>);

std::size_t authors(lithe::connection& c) {
    return c.fetch_all(from<author>()).size();
}

bool idle(lithe::connection& c) {
    return sqlite3_get_autocommit(c.native_handle()) == 1;
}

}  // namespace

TEST_CASE("transaction: committed when the callback returns, with what it returns") {
    auto c = library();
    CHECK(c.transact([](transaction& tx) { return tx.insert(author{.name = "Ada"}); }) == 1);
    auto moved =
        c.transact([](transaction& tx) { return std::make_unique<author>(tx.get<author>(1)); });
    CHECK(moved->name == "Ada");
    c.transact([&](transaction& tx) {
        CHECK(sqlite3_txn_state(tx.native_handle(), "main") == SQLITE_TXN_WRITE);
        CHECK(tx.native_handle() == c.native_handle());
    });
    c.transact(lithe::deferred, [&](transaction& tx) {
        CHECK(sqlite3_txn_state(tx.native_handle(), "main") == SQLITE_TXN_NONE);
        tx.insert(author{.name = "Bob"});
    });
    CHECK(authors(c) == 2);
    CHECK(idle(c));
}

TEST_CASE("transaction: an exception of any type undoes it and goes on") {
    auto c = library();
    CHECK_THROWS_AS(c.transact([](transaction& tx) {
        tx.insert(author{.name = "Ada"});
        throw std::runtime_error("no");
    }),
                    std::runtime_error);
    CHECK_THROWS_AS(c.transact([](transaction& tx) {
        tx.insert(author{.name = "Ada"});
        throw 5;
    }),
                    int);
    CHECK(authors(c) == 0);
    CHECK(idle(c));
}

TEST_CASE("transaction: nested, an exception undoes the inner part alone") {
    auto c = library();
    c.transact([&](transaction& tx) {
        tx.insert(author{.name = "outer"});
        CHECK(tx.transact([](transaction& inner) {
            inner.insert(author{.name = "inner"});
            return inner.transact([](transaction& innermost) {
                return innermost.insert(author{.name = "innermost"});
            });
        }) == 3);
        CHECK_THROWS_AS(tx.transact([](transaction& inner) {
            inner.insert(author{.name = "lost"});
            inner.transact(
                [](transaction& innermost) { innermost.insert(author{.name = "lost, too"}); });
            throw std::runtime_error("no");
        }),
                        std::runtime_error);
        // The connection's own transact is nested as well.
        CHECK_THROWS_AS(c.transact([](transaction& inner) {
            inner.insert(author{.name = "lost"});
            throw std::runtime_error("no");
        }),
                        std::runtime_error);
        tx.insert(author{.name = "after"});
    });
    CHECK(c.fetch_all(from<author>().select(col<&author::name>).order_by(col<&author::id>)) ==
          std::vector<std::string>{"outer", "inner", "innermost", "after"});
}

TEST_CASE("transaction: a COMMIT that fails rolls back and throws") {
    auto c = library();
    c.execute_script(
        "CREATE TABLE strict_books(id INTEGER PRIMARY KEY, of INT REFERENCES authors(id) "
        "DEFERRABLE INITIALLY DEFERRED)");
    try {
        c.transact([&](transaction& tx) {
            tx.insert(author{.name = "Ada"});
            c.execute_script("INSERT INTO strict_books VALUES(1, 99)");
        });
        FAIL("nothing was thrown");
    } catch (lithe::constraint_error const& thrown) {
        CHECK(thrown.kind() == lithe::constraint_kind::foreign_key);
        CHECK(thrown.sql() == "COMMIT");
    }
    CHECK(authors(c) == 0);
    CHECK(idle(c));
}

TEST_CASE("transaction: when SQLite has ended it, nothing goes on piece by piece") {
    auto c = library();
    c.execute_script(
        "CREATE TRIGGER t BEFORE INSERT ON authors WHEN new.name = 'end' BEGIN SELECT "
        "RAISE(ROLLBACK, 'ended'); END");
    bool const nested = GENERATE(false, true);
    auto const use = [&](transaction& tx) {
        tx.insert(author{.name = "Ada"});
        CHECK_THROWS_AS(tx.insert(author{.name = "end"}), lithe::constraint_error);
        CHECK_THROWS_AS(tx.insert(author{.name = "Bob"}), lithe::error);
        CHECK_THROWS_AS(tx.insert_all({author{.name = "Bob"}}), lithe::error);
        CHECK_THROWS_AS(tx.fetch_all(from<author>()), lithe::error);
        CHECK_THROWS_AS(
            tx.transact([](transaction& inner) { inner.insert(author{.name = "Bob"}); }),
            lithe::error);
    };
    try {
        c.transact([&](transaction& tx) {
            if (nested)
                tx.transact(use);
            else
                use(tx);
        });
        FAIL("nothing was thrown");
    } catch (lithe::error const& thrown) {
        CHECK(std::string_view(thrown.what()).starts_with("lithe: the transaction is over"));
        CHECK(thrown.extended_code() == SQLITE_ABORT_ROLLBACK);
    }
    CHECK(authors(c) == 0);
    CHECK(idle(c));
}

TEST_CASE(
    "transaction: a stream left open by the callback does not outlive it, and does not stop "
    "COMMIT") {
    auto c = library();
    c.insert_all({author{.name = "Ada"}, author{.name = "Bob"}});
    c.transact([&](transaction& tx) {
        auto rows = tx.stream(from<author>());
        CHECK(rows.begin()->name == "Ada");
        tx.insert(author{.name = "Cy"});
    });
    CHECK(idle(c));
    CHECK(sqlite3_txn_state(c.native_handle(), nullptr) == SQLITE_TXN_NONE);
    CHECK(authors(c) == 3);
}

TEST_CASE("reader: one session's queries") {
    auto c = library();
    c.insert(author{.name = "Ada"});
    lithe::reader r(c.session());
    CHECK(r.native_handle() == c.native_handle());
    CHECK(r.fetch_all(from<author>()).size() == 1);
    CHECK(r.get<author>(1).name == "Ada");
    CHECK(!r.find<author>(2));
    for (auto&& row : r.stream(from<author>()))
        CHECK(row.id == 1);
}
