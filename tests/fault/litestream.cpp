// SPDX-License-Identifier: BSL-1.0
//
// A real Litestream replicates while a database writes, and what it restores is what was written.
// LITHE_LITESTREAM is the path of its program; without it there is only a line that says so.
// Version 0.3.13 restores a damaged copy now and then, beside plain connections too:
// docs/guarantees.md.
#include <lithe/operations/metrics.hpp>
#include <lithe/runtime/database.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

using lithe_test::number;

namespace {

pid_t start(std::vector<std::string> arguments, std::string const& log) {
    pid_t const id = fork();
    if (id == 0) {
        int const out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        dup2(out, 1);
        dup2(out, 2);
        std::vector<char*> texts;
        for (auto& each : arguments)
            texts.push_back(each.data());
        texts.push_back(nullptr);
        execv(texts[0], texts.data());
        _exit(96);
    }
    return id;
}

int result_of(pid_t id) {
    int status = 0;
    waitpid(id, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::int64_t digest(sqlite3* db) {
    return number(db, "SELECT count(*) * 1000003 + total(n * (1 + p)) FROM t");
}

}  // namespace

TEST_CASE("litestream: what it restores is what was written beside it") {
    char const* const program = std::getenv("LITHE_LITESTREAM");
    if (program == nullptr) {
        WARN("NOT RUN: LITHE_LITESTREAM does not name a program");
        return;
    }
    scratch_folder const folder;
    auto const path = folder.file("a.db");
    auto const replica = "file://" + folder.file("replica");
    lithe::database db{path, {.readers = 2, .checkpoints = lithe::checkpoints::others}};
    db.write([](lithe::transaction& tx) {
        tx.session().run("CREATE TABLE t(p INT, n INT, data, PRIMARY KEY(p, n))");
    });
    auto const replicating = start({program, "replicate", path, replica}, folder.file("log"));
    std::atomic<bool> ends{false};
    std::atomic<std::int64_t> acknowledged{0};
    std::vector<std::thread> threads;
    for (int producer = 0; producer < 2; ++producer) {
        threads.emplace_back([&, producer] {
            for (std::int64_t next = 0; !ends; ++next) {
                db.write([&](lithe::transaction& tx) {
                    tx.session().run(("INSERT INTO t VALUES(" + std::to_string(producer) + "," +
                                      std::to_string(next) + ", randomblob(100))")
                                         .c_str());
                });
                ++acknowledged;
                std::this_thread::sleep_for(std::chrono::microseconds(200));
            }
        });
    }
    std::this_thread::sleep_for(std::chrono::seconds(6));
    ends = true;
    for (auto& thread : threads)
        thread.join();
    std::this_thread::sleep_for(std::chrono::seconds(2));  // it looks every second
    CHECK(db.metrics().writer.busy == 0);
    kill(replicating, SIGTERM);
    result_of(replicating);  // 1 when it was stopped within a checkpoint of its own
    auto const written = db.read([](lithe::reader& r) { return digest(r.native_handle()); });
    CHECK(db.read([](lithe::reader& r) {
        return number(r.native_handle(), "SELECT count(*) FROM t");
    }) == acknowledged);
    auto const restored = folder.file("restored.db");
    CHECK(result_of(start({program, "restore", "-o", restored, replica}, folder.file("log"))) == 0);
    lithe::connection c(restored);
    CHECK(digest(c.native_handle()) == written);
    CHECK(number(c.native_handle(),
                 "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'") == 1);
    WARN(acknowledged << " writes, all restored");
}
