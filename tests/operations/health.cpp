// SPDX-License-Identifier: BSL-1.0
#include <lithe/operations/health.hpp>

#include "support/catch.hpp"
#include "support/scratch_folder.hpp"

#include <chrono>
#include <filesystem>
#include <string>
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
