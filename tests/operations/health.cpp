// SPDX-License-Identifier: BSL-1.0
#include <lithe/operations/health.hpp>

#include "support/catch.hpp"
#include "support/scratch_folder.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

using lithe::metrics;
using namespace std::chrono_literals;

namespace {

metrics good() {
    metrics now;
    now.writer.condition = lithe::writer_condition::running;
    now.queue.capacity = 10;
    now.storage = {1000, 1000, std::int64_t{1} << 40};
    return now;
}
lithe::health judged(metrics const& now) {
    return lithe::detail::judge_health(now, {});
}
using codes = std::vector<std::string>;

}  // namespace

TEST_CASE("health: each fault has its code; some make it not ready") {
    CHECK(judged(good()).ready);
    CHECK(judged(good()).degraded.empty());
    auto now = good();
    now.writer.condition = lithe::writer_condition::stopped;
    CHECK(judged(now).degraded == codes{"writer.stopped"});
    CHECK_FALSE(judged(now).ready);
    now = good();
    now.writer.condition = lithe::writer_condition::disk_full;
    CHECK(judged(now).degraded == codes{"disk.full"});
    CHECK_FALSE(judged(now).ready);
    now = good();
    now.storage.disk_free = 1000;
    CHECK(judged(now).degraded == codes{"disk.low"});
    CHECK_FALSE(judged(now).ready);
    now.writer.condition = lithe::writer_condition::none;  // it does not write
    CHECK(judged(now).ready);
    now = good();
    now.queue.depth = 10;
    now.readers.oldest_age = 31s;
    now.storage.wal = std::int64_t{101} << 20;
    CHECK(judged(now).degraded == codes{"queue.full", "reader.old", "wal.large"});
    CHECK(judged(now).ready);
}

TEST_CASE("health: of a file that was replaced or lost its WAL, where the writer stops") {
    auto const fails = [](auto harm) {
        scratch_folder const folder;
        lithe::database db{folder.file("a.db"), {.max_unsynced = 5ms}};
        {
            lithe::connection const other(folder.file("b.db"));
        }
        db.write([](lithe::transaction& tx) { tx.session().run("CREATE TABLE t(x)"); });
        db.write(lithe::exclusive, [](lithe::connection& c) { c.execute_script("VACUUM"); });
        CHECK(lithe::check_health(db, {.disk_reserve = 0}).ready);
        harm(folder);
        auto const found = lithe::check_health(db, {.disk_reserve = 0});
        CHECK_FALSE(found.ready);
        try {
            for (int turn = 0; turn < 200; ++turn) {
                db.write(
                    [](lithe::transaction& tx) { tx.session().run("INSERT INTO t VALUES(1)"); });
                std::this_thread::sleep_for(5ms);
            }
            FAIL("it goes on to acknowledge");
        } catch (lithe::not_committed const& failure) {
            CHECK(failure.extended_code() == SQLITE_READONLY_DBMOVED);
        }
        return found.degraded;
    };
    CHECK(fails([](scratch_folder const& folder) {
              std::filesystem::rename(folder.file("b.db"), folder.file("a.db"));
          }) == codes{"file.replaced"});
    CHECK(fails([](scratch_folder const& folder) {
              std::filesystem::remove(folder.file("a.db-wal"));
          }) == codes{"wal.missing"});
    CHECK(fails([](scratch_folder const& folder) {
              std::filesystem::rename(folder.file("a.db"), folder.file("c.db"));
          }) == codes{"file.missing"});
}

TEST_CASE("health: of a database, of one whose file is gone, of a closed one") {
    scratch_folder const folder;
    lithe::database db{folder.file("a.db")};
    CHECK(lithe::check_health(db, {.disk_reserve = 0}).ready);
    CHECK_THROWS_AS(lithe::check_health(db, {.disk_reserve = -1}), std::invalid_argument);
    CHECK_THROWS_AS(lithe::check_health(db, {.read_age = -std::chrono::seconds(1)}),
                    std::invalid_argument);
    std::filesystem::remove(folder.file("a.db"));
    CHECK(lithe::check_health(db, {.disk_reserve = 0}).degraded == codes{"file.missing"});
    db.close();
    CHECK_FALSE(lithe::check_health(db).live);
}
