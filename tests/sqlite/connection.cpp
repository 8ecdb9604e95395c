// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <type_traits>
#include <utility>

using lithe::col;
using lithe::connection;
using lithe::from;
using namespace lithe_test;
using namespace std::chrono_literals;

namespace {

static_assert(!std::is_copy_constructible_v<connection>);
static_assert(std::is_nothrow_move_constructible_v<connection>);

template <class Thrown = lithe::error, class Work>
Thrown thrown_by(Work&& work) {
    try {
        std::forward<Work>(work)();
    } catch (Thrown const& thrown) {
        return thrown;
    }
    FAIL("nothing was thrown");
    throw std::logic_error("not reached");
}

std::size_t authors(connection& c) {
    return c.fetch_all(from<author>()).size();
}

}  // namespace

TEST_CASE("connection: a file, opened, closed and opened again") {
    scratch_folder const folder;
    {
        connection c(folder / "a.db");  // a std::filesystem::path
        c.create_tables<author, book>();
        c.insert(author{.name = "Ada"});
        CHECK(number(c.native_handle(), "PRAGMA foreign_keys") == 1);
    }
    connection c(folder.file("a.db"), {.mode = lithe::open::existing});
    CHECK(authors(c) == 1);
    CHECK(!std::filesystem::exists(folder / "absent.db"));
    CHECK_THROWS_AS(connection(folder.file("absent.db"), {.mode = lithe::open::existing}),
                    lithe::error);
    CHECK(!std::filesystem::exists(folder / "absent.db"));
}

TEST_CASE("connection: :memory: is each time another, and is WAL-less without complaint") {
    connection a(":memory:");
    connection b(":memory:");
    a.create_tables<author>();
    CHECK_THROWS_AS(authors(b), lithe::error);
    CHECK(authors(a) == 0);
    CHECK(!std::filesystem::exists(":memory:"));
}

TEST_CASE("connection: senseless options are refused before the file is touched") {
    scratch_folder const folder;
    int opened = 0;
    lithe::open_options options{.on_open = [&](connection&) { ++opened; }};
    auto const refused = [&] {
        CHECK_THROWS_AS(connection(folder.file("a.db"), options), std::invalid_argument);
        CHECK(opened == 0);
        CHECK(!std::filesystem::exists(folder / "a.db"));
    };
    SECTION("page_size") {
        options.page_size = 1000;
        refused();
    }
    SECTION("busy_timeout") {
        options.busy_timeout = -1s;
        refused();
    }
    SECTION("mmap_size") {
        options.mmap_size = -1;
        refused();
    }
    SECTION("vfs") {
        options.vfs = "no such vfs";
        refused();
    }
    SECTION("path") {
        CHECK_THROWS_AS(connection("", options), std::invalid_argument);
        CHECK(opened == 0);
    }
}

TEST_CASE("connection: on_open comes before any setting, and may use everything") {
    scratch_folder const folder;
    std::int64_t foreign_keys = -1;
    std::string journal;
    std::size_t rows = 0;
    {
        connection c(
            folder.file("a.db"), {.on_open = [&](connection& opening) {
                foreign_keys = number(opening.native_handle(), "PRAGMA foreign_keys");
                journal = lithe::detail::read_pragma(opening.native_handle(), "journal_mode");
                opening.execute_script("PRAGMA page_size = 8192; ATTACH ':memory:' AS extra");
                opening.create_tables<author>();
                opening.insert_all({author{.name = "Ada"}, author{.name = "Bob"}});
                std::vector<std::int64_t> const ids{1, 2};
                rows = opening.fetch_all(from<author>().where(col<&author::id>.in(ids))).size();
            }});
        CHECK(foreign_keys == 0);
        CHECK(journal == "delete");
        CHECK(rows == 2);
        CHECK(number(c.native_handle(), "PRAGMA foreign_keys") == 1);
        CHECK(number(c.native_handle(), "PRAGMA page_size") == 8192);
        CHECK(lithe::detail::read_pragma(c.native_handle(), "journal_mode") == "wal");
        CHECK(authors(c) == 2);
    }
    // What on_open throws comes out, and the file is closed.
    CHECK_THROWS_AS(connection(folder.file("a.db"),
                               {.on_open = [](connection&) { throw std::range_error("no"); }}),
                    std::range_error);
    CHECK(std::filesystem::remove(folder / "a.db"));
}

TEST_CASE("connection: moved, it takes its statements along") {
    auto a = library();
    a.insert(author{.name = "Ada"});
    sqlite3* const handle = a.native_handle();
    connection b(std::move(a));
    CHECK(b.native_handle() == handle);
    CHECK(authors(b) == 1);
    auto c = library();
    c = std::move(b);
    CHECK(c.native_handle() == handle);
    CHECK(authors(c) == 1);
    auto& same = c;
    c = std::move(same);
    CHECK(authors(c) == 1);
}

TEST_CASE("connection: what was moved from says so, whatever is asked of it") {
    connection first = library();
    connection const second = std::move(first);
    static_cast<void>(second.native_handle());
    // NOLINTBEGIN(bugprone-use-after-move): that is what is tested
    auto const refuses = [](auto&& call) {
        CHECK(thrown_by<std::logic_error>(call).what() ==
              std::string("lithe: connection: it was moved from"));
    };
    refuses([&] { first.insert(author{.name = "Ada"}); });
    refuses([&] { authors(first); });
    refuses([&] { first.find<author>(1); });
    refuses([&] { first.transact([](lithe::transaction&) {}); });
    refuses([&] { first.execute_script("SELECT 1"); });
    refuses([&] { first.create_collation(lithe::nocase, [](auto, auto) { return 0; }); });
    refuses([&] { static_cast<void>(first.native_handle()); });
    // NOLINTEND(bugprone-use-after-move)
    first = library();
    CHECK(authors(first) == 0);
}

TEST_CASE("connection: a script of many statements, and where it fails") {
    connection c(":memory:");
    c.execute_script(
        "CREATE TABLE t(x UNIQUE);\n-- a comment; with a semicolon\nINSERT INTO t VALUES('a;b');\n"
        "CREATE TRIGGER r AFTER DELETE ON t BEGIN INSERT INTO t VALUES(1); DELETE FROM t WHERE x = "
        "2; END;"
        "SELECT * FROM t; /* the end */ ");
    c.execute_script("");
    c.execute_script(" ; -- nothing");
    CHECK(number(c.native_handle(), "SELECT count(*) FROM t") == 1);

    auto const syntax =
        thrown_by([&] { c.execute_script("INSERT INTO t VALUES(5);\n  SELEC 1; SELECT 2"); });
    CHECK(syntax.code() == SQLITE_ERROR);
    CHECK(syntax.sql() == "SELEC 1; SELECT 2");
    CHECK(syntax.offset() == 0);
    CHECK(number(c.native_handle(), "SELECT count(*) FROM t") == 2);  // those before it have run
    auto const middle = thrown_by([&] { c.execute_script("SELECT 1 FRM t"); });
    CHECK(middle.sql().substr(static_cast<std::size_t>(middle.offset())) == "t");
    auto const name = thrown_by([&] { c.execute_script("SELECT 'ü', nope FROM t; SELECT 1"); });
    CHECK(name.sql().substr(static_cast<std::size_t>(name.offset())).starts_with("nope"));
    auto const unique = thrown_by<lithe::constraint_error>(
        [&] { c.execute_script("INSERT INTO t VALUES(6); INSERT INTO t VALUES(5); SELECT 1"); });
    CHECK(unique.sql() == "INSERT INTO t VALUES(5);");
    CHECK(unique.columns() == std::vector<std::string>{"x"});
    CHECK_THROWS_AS(c.execute_script(std::string_view("SELECT 1;\0 DROP TABLE t", 23)),
                    std::invalid_argument);
    // A view of a longer text, not terminated.
    c.execute_script(std::string_view("INSERT INTO t VALUES(7); nonsense").substr(0, 24));
    CHECK(number(c.native_handle(), "SELECT count(*) FROM t WHERE x = 7") == 1);
}

TEST_CASE("connection: read-only, a typed write is a clear error") {
    scratch_folder const folder;
    {
        connection c(folder.file("a.db"));
        c.create_tables<author>();
        c.insert(author{.name = "Ada"});
    }
    connection c(folder.file("a.db"), {.mode = lithe::open::read_only});
    CHECK(authors(c) == 1);
    c.create_tables<author>();  // compares
    auto const refused = [&](auto&& work) {
        auto const thrown = thrown_by(work);
        CHECK(thrown.code() == SQLITE_READONLY);
        CHECK(std::string(thrown.what()).find("readonly database") != std::string::npos);
        CHECK(sqlite3_get_autocommit(c.native_handle()) == 1);
    };
    refused([&] { c.insert(author{.name = "Bob"}); });
    refused([&] { c.insert_all({author{.name = "Bob"}}); });
    refused([&] { c.erase<author>(1); });
    refused([&] {
        c.fetch_one(lithe::insert_into<author>().values({.name = "B"}).returning(col<&author::id>));
    });
    refused([&] { c.transact([](lithe::transaction& tx) { tx.insert(author{.name = "Bob"}); }); });
    refused([&] { c.create_tables<author, book>(); });
    CHECK(authors(c) == 1);
}

TEST_CASE("connection: two on one file; the second waits its patience and then says busy") {
    scratch_folder const folder;
    connection a(folder.file("a.db"));
    a.create_tables<author>();
    connection b(folder.file("a.db"), {.busy_timeout = 60ms});
    a.transact([&](lithe::transaction& tx) {
        tx.insert(author{.name = "Ada"});
        CHECK(authors(b) == 0);  // readers do not wait
        for (int way = 0; way < 4; ++way) {
            auto const start = std::chrono::steady_clock::now();
            auto const thrown = thrown_by<lithe::busy_error>([&] {
                if (way == 0)
                    b.insert(author{.name = "Bob"});
                if (way == 1)
                    b.insert_all({author{.name = "Bob"}});
                if (way == 2)
                    b.transact([](lithe::transaction&) {});
                if (way == 3)
                    b.execute_script("DELETE FROM authors");
            });
            CHECK(thrown.code() == SQLITE_BUSY);
            CHECK(std::chrono::steady_clock::now() - start >= 59ms);
            CHECK(sqlite3_get_autocommit(b.native_handle()) == 1);
        }
    });
    CHECK(b.insert(author{.name = "Bob"}) == 2);
    CHECK(authors(a) == 2);
}

TEST_CASE(
    "connection: a snapshot too old to write is busy at once, and the next attempt succeeds") {
    scratch_folder const folder;
    connection a(folder.file("a.db"));
    a.create_tables<author>();
    connection b(folder.file("a.db"));
    auto const upgrade = [&](bool disturb) {
        b.transact(lithe::deferred, [&](lithe::transaction& tx) {
            CHECK(tx.fetch_all(from<author>()).size() <= 1);
            if (disturb)
                a.insert(author{.name = "Ada"});
            tx.insert(author{.name = "Bob"});
        });
    };
    auto const thrown = thrown_by<lithe::busy_error>([&] { upgrade(true); });
    CHECK(thrown.extended_code() == SQLITE_BUSY_SNAPSHOT);
    upgrade(false);
    CHECK(authors(a) == 2);
}
