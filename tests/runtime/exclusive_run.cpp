// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/exclusive_run.hpp>

#include <lithe/runtime/database.hpp>

#include "support/catch.hpp"
#include "support/failing_vfs.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>

using lithe_test::failing_vfs;
using lithe_test::number;
using lithe_test::run_sql;
using namespace std::chrono_literals;

namespace {

void create(lithe::database& db) {
    db.write([](lithe::transaction& tx) { run_sql(tx.native_handle(), "CREATE TABLE t(x)"); });
}
auto sql(char const* text) {
    return [text](lithe::connection& c) { run_sql(c.native_handle(), text); };
}
std::int64_t ask(lithe::database& db, char const* text) {
    return db.read([text](lithe::reader& r) { return number(r.native_handle(), text); });
}
std::int64_t ask_writer(lithe::database& db, char const* text) {
    return db.write(lithe::exclusive,
                    [text](lithe::connection& c) { return number(c.native_handle(), text); });
}

}  // namespace

TEST_CASE("exclusive_run: a flush that failed stops the writer, whatever the callback says of it") {
    failing_vfs const vfs;
    auto const outcome = [](auto callback) {
        scratch_folder const folder;
        lithe::database db(
            folder / "a.db",
            {.synchronous = lithe::synchronous::full, .mmap_size = 0, .vfs = failing_vfs::name});
        create(db);
        failing_vfs::sync_fails = true;
        CHECK_THROWS_AS(db.write(lithe::exclusive, callback), lithe::commit_outcome_unknown);
        failing_vfs::heal();
        CHECK_THROWS_AS(db.write([](lithe::transaction&) {}), lithe::not_committed);
    };
    outcome(sql("INSERT INTO t VALUES(1)"));
    outcome(sql("BEGIN; INSERT INTO t VALUES(1); COMMIT"));
    outcome([](lithe::connection& c) {
        sqlite3_exec(c.native_handle(), "INSERT INTO t VALUES(1)", nullptr, nullptr, nullptr);
        failing_vfs::heal();
        run_sql(c.native_handle(), "INSERT INTO t VALUES(2)");
    });
    outcome([](lithe::connection& c) {
        sqlite3_exec(c.native_handle(), "INSERT INTO t VALUES(1)", nullptr, nullptr, nullptr);
        failing_vfs::heal();
        throw std::runtime_error("in its own words");
    });
}

TEST_CASE("exclusive_run: durable flushes what it commits and what was acknowledged before") {
    failing_vfs const vfs;
    scratch_folder const folder;
    lithe::database db(folder / "a.db", {.max_unsynced = 0ms, .vfs = failing_vfs::name});
    create(db);
    for (char const* const text :
         {"SELECT 1", "INSERT INTO t VALUES(1)", "PRAGMA synchronous=OFF; INSERT INTO t VALUES(2)",
          "PRAGMA synchronous=OFF; INSERT INTO t VALUES(2); PRAGMA synchronous=FULL"}) {
        db.write(
            [](lithe::transaction& tx) { run_sql(tx.native_handle(), "INSERT INTO t VALUES(0)"); });
        db.write(lithe::exclusive, sql(text), {.durability = lithe::durable});
        failing_vfs::sync_fails = true;
        CHECK_NOTHROW(db.barrier());  // nothing is left to be flushed
        failing_vfs::heal();
    }
    db.write(lithe::exclusive, sql("INSERT INTO t VALUES(1)"));
    failing_vfs::sync_fails = true;
    CHECK_THROWS_AS(db.barrier(), lithe::commit_outcome_unknown);
    failing_vfs::heal();
}

TEST_CASE("exclusive_run: its place in the order of commits") {
    scratch_folder const folder;
    lithe::database db(folder / "a.db");
    create(db);
    auto const before = db.last_commit();
    auto const place = [&db](char const* text) {
        auto const future = db.async_write(lithe::exclusive, sql(text));
        future.wait();
        return future.commit_seq();
    };
    CHECK(place("INSERT INTO t VALUES(1); INSERT INTO t VALUES(2)") == before + 1);
    CHECK(place("none") == 0);
    CHECK(place("INSERT INTO t VALUES(3); none") == before + 2);  // what it did stays
    CHECK(db.last_commit() == before + 2);
}

TEST_CASE("exclusive_run: a deadline between its statements, and in the wait for a lock") {
    scratch_folder const folder;
    lithe::database db(folder / "a.db", {.busy_timeout = 60'000ms});
    create(db);
    CHECK_THROWS_AS(db.write(lithe::exclusive,
                             [](lithe::connection& c) {
                                 for (;;)
                                     c.execute_script("INSERT INTO t VALUES(1)");
                             },
                             {.deadline = 5ms}),
                    lithe::deadline_exceeded);
    CHECK_THROWS_AS(db.write(lithe::exclusive,
                             [](lithe::connection& c) {
                                 c.transact([](lithe::transaction& tx) {
                                     for (;;)
                                         tx.session().run("INSERT INTO t VALUES(2)");
                                 });
                             },
                             {.deadline = 5ms}),
                    lithe::deadline_exceeded);
    CHECK(ask(db, "SELECT count(*) FROM t WHERE x = 2") == 0);
    lithe::connection other(folder / "a.db");
    run_sql(other.native_handle(), "BEGIN IMMEDIATE");
    auto const insert = sql("INSERT INTO t VALUES(3)");
    CHECK_THROWS_AS(db.write(lithe::exclusive, insert, {.deadline = 5ms}),
                    lithe::deadline_exceeded);
    auto waiting = db.async_write(lithe::exclusive, insert);
    std::this_thread::sleep_for(5ms);
    db.close(5ms);
    CHECK_THROWS_AS(waiting.get(), lithe::closed);
}

TEST_CASE("exclusive_run: settings, hooks and temporary objects do not outlive it") {
    scratch_folder const folder;
    lithe::database db(folder / "a.db", {.synchronous = lithe::synchronous::full});
    create(db);
    db.write(lithe::exclusive, [](lithe::connection& c) {
        run_sql(c.native_handle(),
                "PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; PRAGMA wal_autocheckpoint=10; "
                "CREATE TEMP TABLE t(x)");
        sqlite3_set_authorizer(c.native_handle(), nullptr, nullptr);
        sqlite3_rollback_hook(c.native_handle(), nullptr, nullptr);
    });
    CHECK(ask_writer(db, "PRAGMA synchronous") == 2);
    CHECK(ask_writer(db, "PRAGMA foreign_keys") == 1);
    CHECK(ask_writer(db, "PRAGMA wal_autocheckpoint") == 0);
    CHECK_THROWS_AS(db.write([](lithe::transaction& tx) { run_sql(tx.native_handle(), "COMMIT"); }),
                    lithe::error);
    db.write(
        [](lithe::transaction& tx) { run_sql(tx.native_handle(), "INSERT INTO t VALUES(1)"); });
    CHECK(ask(db, "SELECT count(*) FROM t") == 1);
    CHECK_THROWS_AS(db.write([](lithe::transaction& tx) {
        run_sql(tx.native_handle(), "CREATE TEMP TABLE t AS SELECT 1 AS x");
    }),
                    lithe::error);
    CHECK(ask_writer(db, "SELECT count(*) FROM temp.sqlite_schema") == 0);
}

TEST_CASE("exclusive_run: what is called like a savepoint of the library fails its member alone") {
    scratch_folder const folder;
    lithe::database db(folder / "a.db");
    create(db);
    auto before = db.async_write(  // the next two are a batch
        [](lithe::transaction&) { std::this_thread::sleep_for(20ms); });
    auto first = db.async_write(
        [](lithe::transaction& tx) { run_sql(tx.native_handle(), "INSERT INTO t VALUES(1)"); });
    auto guilty = db.async_write([](lithe::transaction& tx) {
        run_sql(tx.native_handle(), "INSERT INTO t VALUES(2)");
        sqlite3_exec(tx.native_handle(), "SAVEPOINT lithe_member", nullptr, nullptr, nullptr);
        throw std::runtime_error("mine");
    });
    CHECK_THROWS_AS(guilty.get(), std::runtime_error);
    first.get();
    CHECK(ask(db, "SELECT sum(x) FROM t") == 1);
}
