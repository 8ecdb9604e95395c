// SPDX-License-Identifier: BSL-1.0
//
// A process that writes is killed at a random moment: in a batch, a checkpoint, a VACUUM, a close.
// Everything that it told was acknowledged must be there. LITHE_KILLS says how often (10 000:
// LITHE_KILLS=10000).
#include <lithe/runtime/database.hpp>

#include "support/catch.hpp"
#include "support/child_process.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

using lithe_test::child_process;
using lithe_test::number;
using lithe_test::told;

namespace {

int kills_wanted() {
    char const* const said = std::getenv("LITHE_KILLS");
    return said == nullptr ? 200 : std::atoi(said);
}

enum class phase { batches, solo, vacuum, closing, count };

void write_until_killed(std::string const& path, std::int64_t first_producer, phase what,
                        auto const& tell) {
    for (;;) {
        lithe::database db{path, {.readers = 1, .synchronous = lithe::synchronous::normal}};
        std::atomic<bool> closes{false};
        std::vector<std::thread> threads;
        for (std::int64_t producer = first_producer; producer < first_producer + 3; ++producer) {
            threads.emplace_back([&, producer] {
                std::int64_t next = 0;
                while (!closes) {
                    auto const task = [&](lithe::transaction& tx) {
                        tx.session().run(("INSERT INTO t VALUES(" + std::to_string(producer) + "," +
                                          std::to_string(next) + ",randomblob(3000)); " +
                                          "UPDATE c SET n = n + 1")
                                             .c_str());
                    };
                    if (what == phase::solo) {
                        db.write(lithe::run_once, task);
                    } else {
                        db.write(task);
                    }
                    tell(told{producer, next++});
                }
            });
        }
        if (what == phase::vacuum) {
            for (;;)
                db.write(lithe::exclusive,
                         [](lithe::connection& c) { c.execute_script("VACUUM"); });
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(what == phase::closing ? 3 : 60'000));
        closes = true;
        for (auto& thread : threads)
            thread.join();
        db.close(std::chrono::milliseconds(1));
        first_producer += 3;
    }
}

}  // namespace

TEST_CASE("crash ledger: kill -9 at any moment loses nothing that was acknowledged") {
    scratch_folder const folder;
    auto const path = folder.file("a.db");
    {
        lithe::connection c(path);
        c.execute_script(
            "CREATE TABLE t(p INT, n INT, data, PRIMARY KEY(p, n)); "
            "CREATE TABLE c(n INT); INSERT INTO c VALUES(0)");
    }
    std::mt19937 random(Catch::rngSeed() + 1);
    std::int64_t acknowledged = 0;
    std::int64_t producers = 0;
    int kills = 0;
    for (; kills < kills_wanted(); ++kills) {
        auto const what = static_cast<phase>(kills % static_cast<int>(phase::count));
        child_process child(
            [&](auto const& tell) { write_until_killed(path, producers + 1, what, tell); });
        std::map<std::int64_t, std::int64_t> last;
        told first{};
        REQUIRE(child.wait_for(first));
        last[first.producer] = first.number;
        std::this_thread::sleep_for(std::chrono::microseconds(2000 + random() % 28'000));
        REQUIRE(child.kill_now() == 0);
        for (auto const& message : child.rest()) {
            last[message.producer] = message.number;
            ++acknowledged;
        }
        lithe::connection c(path, {.synchronous = lithe::synchronous::off});
        auto* const db = c.native_handle();
        CAPTURE(kills);
        for (auto const& [producer, number_told] : last) {
            auto const of_it = " FROM t WHERE p = " + std::to_string(producer);
            auto const rows = number(db, "SELECT count(*)" + of_it);
            CAPTURE(producer, number_told, rows);
            REQUIRE(rows > number_told);                               // nothing lost
            REQUIRE(rows <= number_told + 2);                          // one was under way
            REQUIRE(number(db, "SELECT max(n) + 1" + of_it) == rows);  // a prefix
        }
        // Some may have written without having told, and a database opened again has new ones.
        producers = (std::max)(producers, number(db, "SELECT max(p) FROM t"));
        REQUIRE(number(db, "SELECT (SELECT n FROM c) - (SELECT count(*) FROM t)") == 0);
        if (kills % 20 == 19) {
            REQUIRE(number(db,
                           "SELECT count(*) FROM pragma_integrity_check "
                           "WHERE integrity_check = 'ok'") == 1);
            c.execute_script("DELETE FROM t; UPDATE c SET n = 0");
        }
    }
    WARN(kills << " kills, " << acknowledged << " acknowledged writes, none lost");
    CHECK(acknowledged > kills);
}
