// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/upkeep.hpp>

#include <lithe/runtime/database.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <ctime>
#include <filesystem>
#include <string>
#include <thread>

using lithe::detail::session;
using lithe::detail::upkeep;
using lithe::detail::write_control;
using lithe_test::number;
using lithe_test::run_sql;

namespace {

struct bench {
    explicit bench(lithe::open_options const& options)
        : writer((folder / "a.db").string(), options),
          control(writer, options, counts),
          care(writer, control, options) {}

    void write(std::string const& sql) {
        control.run_upkeep([&] { run_sql(writer.native(), sql); });
        care.note_work();
    }
    std::int64_t ask(char const* sql) { return number(writer.native(), sql); }

    scratch_folder folder;
    lithe::detail::write_counts counts;
    session writer;
    write_control control;
    upkeep care;
};

constexpr char const* many_rows =
    "CREATE TABLE t(data); WITH c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 2000) "
    "INSERT INTO t SELECT randomblob(3000) FROM c";

}  // namespace

TEST_CASE("upkeep: without work there is never anything to do") {
    bench b({});
    CHECK(b.care.due(upkeep::clock::now()) == write_control::never);
    b.write("CREATE TABLE t(x)");
    auto const now = upkeep::clock::now();
    CHECK(b.care.due(now) == now + upkeep::idle_after);
    CHECK(b.care.due(now + std::chrono::hours(1)) == now + upkeep::idle_after);
    b.care.idle();
    CHECK(b.care.due(now) == write_control::never);
}

TEST_CASE("upkeep: frees pages in slices until few are free, and not where the file cannot") {
    auto const mode = GENERATE(lithe::auto_vacuum::incremental, lithe::auto_vacuum::none);
    bench b({.synchronous = lithe::synchronous::off, .auto_vacuum = mode});
    b.write(many_rows);
    b.write("DELETE FROM t WHERE rowid > 1000");
    auto const free = b.ask("PRAGMA freelist_count");
    REQUIRE(free > 700);
    int slices = 0;
    for (auto now = upkeep::clock::now(); b.care.due(now) != write_control::never; ++slices) {
        b.care.idle();
        REQUIRE(slices < 100);
    }
    if (mode == lithe::auto_vacuum::incremental) {
        CHECK(slices > 3);
        CHECK(b.ask("PRAGMA freelist_count") * 10 <= b.ask("PRAGMA page_count") + 2560);
    } else {
        CHECK(b.ask("PRAGMA freelist_count") == free);
    }
    CHECK(b.ask("SELECT count(*) FROM t") == 1000);
}

TEST_CASE("upkeep: a large WAL is cut when idle, and as soon as its reader has gone") {
    bench b({.synchronous = lithe::synchronous::off, .journal_size_limit = 100'000});
    lithe::connection reading(b.folder / "a.db", {.mode = lithe::open::read_only});
    b.write("CREATE TABLE u(x)");
    run_sql(reading.native_handle(), "BEGIN; SELECT * FROM u");
    b.write(many_rows);
    CHECK(b.care.wal_size() > 5'000'000);
    b.care.idle();
    CHECK(b.care.wal_size() > 5'000'000);
    CHECK(b.care.due(upkeep::clock::now()) != write_control::never);  // tried again
    b.care.cut_wal(upkeep::clock::now());
    CHECK(b.care.wal_size() > 5'000'000);
    run_sql(reading.native_handle(), "COMMIT");
    SECTION("idle") {
        b.care.idle();
    }
    SECTION("under load, not too often") {
        b.care.cut_wal(upkeep::clock::now());
        CHECK(b.care.wal_size() > 5'000'000);
        b.care.cut_wal(upkeep::clock::now() + std::chrono::minutes(1));
    }
    CHECK(b.care.wal_size() == 0);
    CHECK(b.ask("SELECT count(*) FROM t") == 2000);
}

TEST_CASE("upkeep: a database does it by itself, and then nothing") {
    scratch_folder const folder;
    lithe::database db{
        folder / "a.db",
        {.max_unsynced = std::chrono::milliseconds(1), .journal_size_limit = 100'000}};
    db.write([](lithe::transaction& tx) { tx.session().run(many_rows); });
    db.write([](lithe::transaction& tx) { tx.session().run("DELETE FROM t WHERE rowid > 10"); });
    for (int turn = 0; turn < 200 && std::filesystem::file_size(folder / "a.db") > 3'000'000;
         ++turn)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    CHECK(std::filesystem::file_size(folder / "a.db") < 3'000'000);
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
    auto const cpu = std::clock();
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    CHECK(static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC < 0.003);
}
