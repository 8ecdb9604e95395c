// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/writer.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using lithe::detail::writer;
using lithe_test::number;
using lithe_test::run_sql;
using namespace std::chrono_literals;

namespace {

// A job with a plain function; the waiting side is its completion.
class sql_job final : public lithe::detail::shared_completion, public lithe::detail::write_job {
public:
    explicit sql_job(std::function<void(sqlite3*)> task)
        : write_job(lithe::detail::job_kind::batched, this), task_(std::move(task)) {}

    void run(lithe::detail::session& connection) noexcept override {
        error = nullptr;
        try {
            task_(connection.native());
        } catch (...) {
            error = std::current_exception();
        }
    }
    void fail(std::exception_ptr failure) noexcept override { error = std::move(failure); }
    bool failed() const noexcept override { return error != nullptr; }
    std::exception_ptr failure() const noexcept override { return error; }

    void get() {
        wait();
        if (error)
            std::rethrow_exception(error);
    }

    std::exception_ptr error{};

private:
    std::function<void(sqlite3*)> task_;
};

struct fixture {
    scratch_folder folder;
    int identity = 0;
    std::optional<writer> writes{std::in_place, (folder / "a.db").string(), lithe::open_options{},
                                 lithe::detail::writer_settings{.queue_capacity = 64}, &identity};

    fixture() {
        run([](sqlite3* db) { run_sql(db, "CREATE TABLE t(id INTEGER PRIMARY KEY, v INT)"); });
    }
    void run(std::function<void(sqlite3*)> task) {
        sql_job job(std::move(task));
        writes->push(job);
        job.get();
    }
};

}  // namespace

TEST_CASE("writer: errors of opening are the caller's") {
    scratch_folder const folder;
    CHECK_THROWS_AS(writer((folder / "missing" / "a.db").string(), {}, {}, nullptr), lithe::error);
    CHECK_THROWS_AS(
        writer((folder / "a.db").string(), {.mode = lithe::open::existing}, {}, nullptr),
        lithe::error);
}

TEST_CASE("writer: runs jobs in order on one thread that is not the caller's") {
    fixture f;
    std::thread::id first;
    std::thread::id second;
    f.run([&](sqlite3*) { first = std::this_thread::get_id(); });
    f.run([&](sqlite3*) { second = std::this_thread::get_id(); });
    CHECK(first == second);
    CHECK(first != std::this_thread::get_id());
    CHECK_THROWS_AS(f.run([](sqlite3*) { throw std::out_of_range("mine"); }), std::out_of_range);
}

TEST_CASE("writer: wakes from its sleep") {
    fixture f;
    for (int round = 0; round < 20; ++round) {
        std::this_thread::sleep_for(1ms);  // longer than the writer spins
        f.run([](sqlite3* db) { run_sql(db, "INSERT INTO t(v) VALUES(1)"); });
    }
    std::int64_t rows = 0;
    f.run([&](sqlite3* db) { rows = number(db, "SELECT count(*) FROM t"); });
    CHECK(rows == 20);
}

TEST_CASE("writer: drain runs what is queued and refuses the rest") {
    fixture f;
    std::vector<std::unique_ptr<sql_job>> jobs;
    sql_job slow([](sqlite3*) { sqlite3_sleep(20); });
    f.writes->push(slow);
    for (int index = 0; index < 30; ++index) {
        jobs.push_back(std::make_unique<sql_job>(
            [](sqlite3* db) { run_sql(db, "INSERT INTO t(v) VALUES(1)"); }));
        f.writes->push(*jobs.back());
    }
    CHECK(f.writes->drain(std::nullopt));
    slow.get();
    for (auto& job : jobs) {
        REQUIRE(job->ready());
        CHECK_FALSE(job->failed());
    }
    sql_job late([](sqlite3*) {});
    CHECK_THROWS_AS(f.writes->push(late), lithe::closed);
    CHECK(f.writes->drain(std::nullopt));
}

TEST_CASE("writer: drain with a limit waits for what runs and fails what has not begun") {
    fixture f;
    std::atomic<bool> started{false};
    std::atomic<bool> go_on{false};
    sql_job running([&](sqlite3* db) {
        started = true;
        while (!go_on)
            std::this_thread::yield();
        std::this_thread::sleep_for(
            10ms);  // longer than most_time: those behind it are another batch
        run_sql(db, "INSERT INTO t(v) VALUES(1)");
    });
    f.writes->push(running);
    while (!started)
        std::this_thread::yield();
    sql_job waiting([](sqlite3* db) { run_sql(db, "INSERT INTO t(v) VALUES(2)"); });
    f.writes->push(waiting);
    std::thread releasing([&] {
        std::this_thread::sleep_for(30ms);
        go_on = true;
    });
    CHECK_FALSE(f.writes->drain(std::chrono::steady_clock::now() + 1ms));
    releasing.join();
    running.get();
    CHECK_THROWS_AS(waiting.get(), lithe::closed);
}

TEST_CASE("writer: continuations run on its thread, after every result of the batch is out") {
    fixture f;
    struct continuing final : lithe::detail::continuation {
        void run() noexcept override {
            kind_is_completion = lithe::detail::access_record::find(database)->kind() ==
                                 lithe::detail::access_kind::completion;
            other_was_ready = other->ready();
            *ran = true;
        }
        void const* database = nullptr;
        sql_job* other = nullptr;
        std::atomic<bool>* ran = nullptr;
        bool kind_is_completion = false;
        bool other_was_ready = false;
    };
    std::atomic<bool> ran{false};
    sql_job hold([](sqlite3*) { sqlite3_sleep(20); });
    sql_job first([](sqlite3*) {});
    sql_job second([](sqlite3*) {});
    continuing next;
    next.database = &f.identity;
    next.other = &second;
    next.ran = &ran;
    REQUIRE(first.continue_with(next));
    f.writes->push(hold);
    f.writes->push(first);
    f.writes->push(second);
    second.get();
    while (!ran)
        std::this_thread::yield();
    CHECK(next.kind_is_completion);
    CHECK(next.other_was_ready);
    hold.get();
}

TEST_CASE("writer: a full queue makes callers wait, not fail") {
    scratch_folder const folder;
    int identity = 0;
    writer writes((folder / "a.db").string(), {}, {.queue_capacity = 1}, &identity);
    std::vector<std::thread> threads;
    std::atomic<int> done{0};
    for (int index = 0; index < 4; ++index) {
        threads.emplace_back([&] {
            for (int round = 0; round < 200; ++round) {
                sql_job job([](sqlite3*) {});
                writes.push(job);
                job.get();
                ++done;
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    CHECK(done == 800);
}

TEST_CASE("writer: a lone caller's job runs on its own thread, in the writer's place") {
    fixture f;
    std::thread::id where;
    auto const write_here = [&](std::function<void(sqlite3*)> task) {
        sql_job job(std::move(task));
        if (!f.writes->run_here(job)) {
            f.writes->push(job);
            job.get();
            return false;
        }
        REQUIRE(job.ready());
        job.get();
        return true;
    };
    auto const insert = [&](sqlite3* db) {
        where = std::this_thread::get_id();
        run_sql(db, "INSERT INTO t(v) VALUES(1)");
    };
    auto const insert_here = [&] {  // the writer may be in its place for a moment
        while (!write_here(insert)) {
        }
    };
    insert_here();
    CHECK(where == std::this_thread::get_id());
    CHECK(f.writes->counts().last_commit.value() == f.writes->counts().writes.value());

    SECTION("its error is its own") {
        CHECK_THROWS_AS(write_here([](sqlite3*) { throw std::out_of_range("mine"); }),
                        std::out_of_range);
        insert_here();
        CHECK(where == std::this_thread::get_id());
    }
    SECTION("not inside a callback, be it of another database") {
        int other = 0;
        lithe::detail::access_record const inside(&other, lithe::detail::access_kind::read_block);
        CHECK_FALSE(write_here(insert));
        CHECK(where != std::this_thread::get_id());
    }
    SECTION("not before what this thread has queued, and not after close") {
        std::string order;
        sql_job queued([&](sqlite3*) {
            sqlite3_sleep(5);
            order += 'a';
        });
        f.writes->push(queued);
        CHECK_FALSE(write_here([&](sqlite3*) { order += 'b'; }));
        queued.get();
        CHECK(order == "ab");
        f.writes->drain(std::nullopt);
        sql_job late(insert);
        CHECK_FALSE(f.writes->run_here(late));
    }
    SECTION("the thread wakes to flush and to checkpoint, and then sleeps on") {
        auto const& counts = f.writes->counts();
        CHECK(counts.unsynced_since_ns.value() != 0);
        auto const grow = [](sqlite3* db) {
            run_sql(db,
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                    "500000) INSERT INTO t(v) SELECT i FROM n");
        };
        write_here(grow);
        auto const given_up = std::chrono::steady_clock::now() + 30s;
        while (counts.checkpoints.runs.value() == 0 || counts.unsynced_since_ns.value() != 0) {
            REQUIRE(std::chrono::steady_clock::now() < given_up);
            std::this_thread::sleep_for(1ms);
        }
    }
}

TEST_CASE("writer: callers in its place and in the queue, every job once") {
    fixture f;
    std::atomic<int> failed{0};
    std::vector<std::thread> threads;
    for (int caller = 0; caller < 3; ++caller) {
        threads.emplace_back([&] {
            for (int round = 0; round < 150; ++round) {
                sql_job job([](sqlite3* db) { run_sql(db, "INSERT INTO t(v) VALUES(1)"); });
                if (!f.writes->run_here(job)) {
                    f.writes->push(job);
                    job.wait();
                }
                failed += job.failed() ? 1 : 0;
                if (round % 3 == 0)
                    std::this_thread::sleep_for(std::chrono::microseconds(200));
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    std::int64_t rows = 0;
    f.run([&](sqlite3* db) { rows = number(db, "SELECT count(*) FROM t"); });
    CHECK(failed == 0);
    CHECK(rows == 450);
    CHECK(f.writes->counts().last_commit.value() == 452);  // the table, and the question
}

TEST_CASE("writer: close lets the caller in its place finish") {
    fixture f;
    std::atomic<bool> runs{false};
    std::thread caller([&] {
        for (bool here = false; !here;) {
            sql_job job([&](sqlite3* db) {
                runs = true;
                sqlite3_sleep(20);
                run_sql(db, "INSERT INTO t(v) VALUES(1)");
            });
            here = f.writes->run_here(job);
            if (here)
                job.get();
        }
    });
    while (!runs)
        std::this_thread::yield();
    CHECK(f.writes->drain(std::nullopt));
    CHECK(f.writes->counts().last_commit.value() == 2);
    caller.join();
}
