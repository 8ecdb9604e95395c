// SPDX-License-Identifier: BSL-1.0
//
// The power fails at any operation of the file system, and the disk keeps what was flushed and any
// part of the rest. LITHE_CUTS says how many cuts each mode has (100 000: LITHE_CUTS=100000).
#include <lithe/runtime/database.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"
#include "support/recording_vfs.hpp"
#include "support/scratch_folder.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <thread>
#include <vector>

using lithe_test::number;
using lithe_test::powered_disk;
using lithe_test::recording_vfs;
using lithe_test::run_sql;

namespace {

struct acknowledgement {
    std::int64_t id;       // of the row: the order of commits
    std::size_t position;  // in the record, when the caller had it
    bool durable;
};

int cuts_wanted() {
    char const* const said = std::getenv("LITHE_CUTS");
    return said == nullptr ? 400 : std::atoi(said);
}

// Three threads write; each write adds a row and counts it, so that half a write shows.
std::vector<acknowledgement> run_load(std::string const& path, lithe::synchronous level, bool mixed,
                                      int writes_each, std::size_t& first_cut) {
    lithe::database db{path,
                       {.readers = 1,
                        .synchronous = level,
                        .max_unsynced = lithe::timeout::milliseconds(0),
                        .mmap_size = 0,
                        .journal_size_limit = 4096,
                        .page_size = 512,
                        .vfs = recording_vfs::name}};
    db.write([](lithe::transaction& tx) {
        tx.session().run(
            "CREATE TABLE t(id INTEGER PRIMARY KEY, data); CREATE TABLE c(n INT); "
            "INSERT INTO c VALUES(0)");
    });
    db.barrier();
    first_cut = recording_vfs::position();
    std::vector<std::vector<acknowledgement>> acknowledged(3);
    std::vector<std::thread> threads;
    for (std::size_t thread = 0; thread < acknowledged.size(); ++thread) {
        threads.emplace_back([&, thread] {
            for (int turn = 0; turn < writes_each; ++turn) {
                bool const durable = mixed && turn % 10 == 9;
                lithe::write_options const options{
                    .durability = durable ? lithe::durable : lithe::durability::standard};
                auto const work = [](lithe::transaction& tx) {
                    tx.session().run(
                        "INSERT INTO t(data) VALUES(randomblob(700)); "
                        "UPDATE c SET n = n + 1");
                    return sqlite3_last_insert_rowid(tx.native_handle());
                };
                bool const alone = turn % 20 == 19;
                auto const id =
                    alone ? db.write(
                                lithe::exclusive,
                                [&](lithe::connection& c) { return c.transact(work); }, options)
                          : db.write(work, options);
                acknowledged[thread].push_back(
                    {id, recording_vfs::position(), durable || level == lithe::synchronous::full});
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    std::vector<acknowledgement> all;
    for (auto const& each : acknowledged)
        all.insert(all.end(), each.begin(), each.end());
    return all;
}

struct found {
    int cuts = 0;
    int cuts_with_loss = 0;
    std::int64_t most_lost = 0;
};

found cut_the_power(std::vector<acknowledgement> const& acknowledged, std::size_t first_cut,
                    int cuts) {
    std::mt19937 random(Catch::rngSeed() + 1);
    auto const& operations = recording_vfs::operations();
    std::vector<std::size_t> positions;
    for (int cut = 0; cut < cuts; ++cut)
        positions.push_back(first_cut + random() % (operations.size() - first_cut + 1));
    std::sort(positions.begin(), positions.end());
    powered_disk disk;
    std::size_t played = 0;
    found result;
    for (auto const position : positions) {
        while (played < position)
            disk.play(operations[played++]);
        for (auto const mode :
             {powered_disk::survival::only_flushed, powered_disk::survival::everything,
              powered_disk::survival::random_sectors}) {
            scratch_folder const folder;
            disk.restore(folder / ".", mode, random);
            lithe::connection c(folder / "a.db", {.mode = lithe::open::existing,
                                                  .synchronous = lithe::synchronous::off});
            auto* const db = c.native_handle();
            auto const rows = number(db, "SELECT count(*) FROM t");
            std::int64_t durable = 0;
            std::int64_t written = 0;
            for (auto const& each : acknowledged) {
                if (each.position > position)
                    continue;
                written = (std::max)(written, each.id);
                if (each.durable)
                    durable = (std::max)(durable, each.id);
            }
            CAPTURE(position, static_cast<int>(mode), rows, durable, written);
            REQUIRE(number(db,
                           "SELECT count(*) FROM pragma_integrity_check "
                           "WHERE integrity_check = 'ok'") == 1);
            REQUIRE(number(db, "SELECT ifnull(max(id), 0) FROM t") == rows);  // no hole
            REQUIRE(number(db, "SELECT n FROM c") == rows);                   // no half write
            REQUIRE(rows >= durable);
            ++result.cuts;
            if (rows < written) {
                ++result.cuts_with_loss;
                result.most_lost = (std::max)(result.most_lost, written - rows);
            }
        }
    }
    return result;
}

}  // namespace

TEST_CASE(
    "power loss: what was acknowledged as durable is there, the rest lacks a suffix at most") {
    recording_vfs const vfs;
    scratch_folder const folder;
    auto const path = folder.file("a.db");
    std::size_t first_cut = 0;
    struct mode {
        lithe::synchronous level;
        bool mixed;
    };
    auto const tried =
        GENERATE(mode{lithe::synchronous::full, false}, mode{lithe::synchronous::normal, false},
                 mode{lithe::synchronous::normal, true});
    auto const acknowledged = run_load(path, tried.level, tried.mixed, 400, first_cut);
    REQUIRE(acknowledged.size() == 1200);
    auto const result = cut_the_power(acknowledged, first_cut, cuts_wanted());
    CHECK(result.cuts == 3 * cuts_wanted());
    WARN((tried.level == lithe::synchronous::full ? "full"
          : tried.mixed                           ? "normal, durable every tenth"
                                                  : "normal")
         << ": " << result.cuts << " cuts, " << result.cuts_with_loss
         << " with acknowledged writes lost, at most " << result.most_lost);
    if (tried.level == lithe::synchronous::full)
        CHECK(result.cuts_with_loss == 0);
    if (tried.level == lithe::synchronous::normal && !tried.mixed)
        CHECK(result.cuts_with_loss > 0);  // otherwise this test could not fail
}
