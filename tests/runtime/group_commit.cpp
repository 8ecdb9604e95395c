// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/group_commit.hpp>

#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"
#include "support/failing_vfs.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <atomic>
#include <chrono>
#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>

using lithe::detail::group_commit;
using lithe::detail::job_kind;
using lithe::detail::job_list;
using lithe::detail::session;
using lithe_test::number;
using lithe_test::run_sql;

namespace {

class sql_job final : public lithe::detail::write_job {
public:
    using body = std::function<void(sqlite3*)>;

    explicit sql_job(body task, bool once = false)
        : sql_job(std::move(task), once ? job_kind::solo : job_kind::batched) {}
    sql_job(body task, lithe::detail::job_terms asked)
        : write_job(std::move(asked)), task_(std::move(task)) {}
    explicit sql_job(char const* sql) : sql_job([sql](sqlite3* db) { run_sql(db, sql); }) {}

    void run(session& writer) noexcept override {
        ++runs;
        error = nullptr;
        try {
            task_(writer.native());
        } catch (...) {
            error = std::current_exception();
        }
    }
    void fail(std::exception_ptr failure) noexcept override { error = std::move(failure); }
    bool failed() const noexcept override { return error != nullptr; }
    std::exception_ptr failure() const noexcept override { return error; }

    // "ok", or the class of the error and its code.
    std::string outcome() const {
        if (!failed())
            return "ok";
        try {
            std::rethrow_exception(error);
        } catch (lithe::constraint_error const& failure) {
            return failure.kind() == lithe::constraint_kind::foreign_key ? "foreign_key"
                                                                         : "constraint";
        } catch (lithe::busy_error const&) {
            return "busy";
        } catch (lithe::deadline_exceeded const&) {
            return "deadline";
        } catch (lithe::cancelled const& failure) {
            return failure.extended_code() == 0 ? "cancelled" : "error 9";
        } catch (lithe::not_committed const&) {
            return "not_committed";
        } catch (lithe::commit_outcome_unknown const&) {
            return "unknown";
        } catch (lithe::error const& failure) {
            return "error " + std::to_string(failure.code());
        } catch (...) {
            return "other";
        }
    }

    int runs = 0;
    std::exception_ptr error{};

private:
    body task_;
};

// A file with a writer on it, and what is needed to run batches of jobs.
class bench {
public:
    explicit bench(lithe::open_options const& options = {})
        : writer((folder / "a.db").string(), options),
          commits(std::in_place, writer, options, counts) {
        // What belongs to one batch is in one, however loaded the machine is.
        commits->set_most_time(std::chrono::hours(1));
        auto const setup = run({
            "CREATE TABLE t(id INTEGER PRIMARY KEY, u INT UNIQUE, c INT CHECK (c < 100))",
            "CREATE TABLE p(id INTEGER PRIMARY KEY)",
            "CREATE TABLE k(id INTEGER PRIMARY KEY, pid INT REFERENCES p(id) DEFERRABLE INITIALLY "
            "DEFERRED)",
            "CREATE TABLE r(id INTEGER PRIMARY KEY, u INT UNIQUE ON CONFLICT ROLLBACK)",
            "CREATE TABLE done(n INTEGER)",
        });
        REQUIRE(setup == "ok ok ok ok ok");
    }

    std::string run(std::initializer_list<char const*> texts) {
        std::deque<sql_job> jobs;
        for (auto const* text : texts)
            jobs.emplace_back(text);
        return run_jobs(jobs);
    }
    std::string run_jobs(std::deque<sql_job>& jobs) {
        job_list waiting;
        for (auto& job : jobs)
            waiting.push_back(job);
        return run_list(waiting);
    }
    // Runs all as far as possible in one transaction; their outcomes in the order of completion.
    std::string run_list(job_list arrived) {
        auto const count = arrived.size();
        lithe::detail::lanes waiting;
        waiting.add(arrived);
        job_list finished;
        transactions = 0;
        while (!waiting.empty()) {
            commits->run(waiting, finished);
            ++transactions;
            CHECK(sqlite3_get_autocommit(writer.native()) != 0);
            CHECK(sqlite3_txn_state(writer.native(), nullptr) == SQLITE_TXN_NONE);
        }
        CHECK(finished.size() == count);
        std::string outcomes;
        finished.for_each([&](lithe::detail::write_job& job) {
            outcomes += (outcomes.empty() ? "" : " ") + static_cast<sql_job&>(job).outcome();
        });
        return outcomes;
    }

    std::int64_t count(char const* where = "1") {
        return number(writer.native(), std::string("SELECT count(*) FROM t WHERE ") + where);
    }

    scratch_folder folder;
    session writer;
    lithe::detail::write_counts counts;
    std::optional<group_commit> commits;
    int transactions = 0;
};

}  // namespace

TEST_CASE("group_commit: many jobs, one transaction") {
    bench b;
    CHECK(b.run({"INSERT INTO t VALUES(1,1,1)", "INSERT INTO t VALUES(2,2,2)",
                 "INSERT INTO t VALUES(3,3,3)"}) == "ok ok ok");
    CHECK(b.transactions == 1);
    CHECK(b.count() == 3);
}

TEST_CASE("group_commit: a member that fails is undone alone") {
    bench b;
    char const* const two_statements = "INSERT INTO t VALUES(8,8,8); INSERT INTO t VALUES(9,1,1)";
    SECTION("the first") {
        CHECK(b.run({"INSERT INTO t VALUES(1,1,500)", "INSERT INTO t VALUES(2,2,2)"}) ==
              "constraint ok");
        CHECK(b.count("id = 2") == 1);
    }
    SECTION("one in the middle") {
        CHECK(b.run({"INSERT INTO t VALUES(1,1,1)", two_statements,
                     "INSERT INTO t VALUES(3,3,3)"}) == "ok constraint ok");
        CHECK(b.transactions == 1);
        CHECK(b.count("id IN (1, 3)") == 2);
    }
    SECTION("the last") {
        CHECK(b.run({"INSERT INTO t VALUES(1,1,1)", two_statements}) == "ok constraint");
        CHECK(b.count("id = 1") == 1);
    }
    SECTION("all") {
        CHECK(b.run({"INSERT INTO t VALUES(1,1,500)", "INSERT INTO nowhere VALUES(1)",
                     "INSERT INTO t VALUES(1,1,500)"}) == "constraint error 1 constraint");
    }
    CHECK(b.count("id > 7") == 0);
}

TEST_CASE("group_commit: OR ABORT, FAIL, IGNORE, REPLACE leave the others alone") {
    bench b;
    CHECK(b.run({"INSERT INTO t VALUES(1,1,1)", "INSERT OR ABORT INTO t VALUES(9,1,1)",
                 "INSERT OR FAIL INTO t VALUES(9,1,1)", "INSERT OR IGNORE INTO t VALUES(9,1,1)",
                 "INSERT OR REPLACE INTO t VALUES(7,1,7)", "INSERT INTO t VALUES(3,3,3)"}) ==
          "ok constraint constraint ok ok ok");
    CHECK(b.transactions == 1);
    CHECK(b.count() == 2);
    CHECK(b.count("id = 7") == 1);
}

TEST_CASE("group_commit: a lost transaction costs the guilty job alone") {
    bench b;
    char const* const guilty =
        GENERATE("INSERT OR ROLLBACK INTO t VALUES(9,1,1)", "INSERT INTO r VALUES(1,1),(2,1)");
    CAPTURE(guilty);
    std::deque<sql_job> jobs;
    jobs.emplace_back("INSERT INTO t VALUES(1,1,1)");
    jobs.emplace_back(guilty);
    jobs.emplace_back("INSERT INTO t VALUES(3,3,3)");
    auto const outcomes = b.run_jobs(jobs);
    CHECK(jobs[0].outcome() == "ok");
    CHECK(jobs[1].failed());
    CHECK(jobs[2].outcome() == "ok");
    CHECK(jobs[0].runs == 2);
    CHECK(jobs[1].runs == 2);
    CHECK(b.count() == 2);
    CHECK(number(b.writer.native(), "SELECT count(*) FROM r") == 0);
}

TEST_CASE("group_commit: RAISE(ROLLBACK) and a callback that swallows it") {
    bench b;
    REQUIRE(b.run({"CREATE TRIGGER g BEFORE INSERT ON t WHEN NEW.id = 9 BEGIN SELECT "
                   "RAISE(ROLLBACK, 'no'); END"}) == "ok");
    std::deque<sql_job> jobs;
    jobs.emplace_back("INSERT INTO t VALUES(1,1,1)");
    jobs.emplace_back([](sqlite3* db) {
        try {
            run_sql(db, "INSERT INTO t VALUES(9,9,9)");
        } catch (lithe::constraint_error const&) {
        }
        run_sql(db,
                "INSERT INTO done VALUES(1)");  // without a transaction: must not commit by itself
    });
    jobs.emplace_back([](sqlite3* db) {
        try {
            run_sql(db, "INSERT INTO t VALUES(9,9,9)");
        } catch (lithe::constraint_error const&) {
        }
    });
    jobs.emplace_back("INSERT INTO t VALUES(2,2,2)");
    CHECK(b.run_jobs(jobs) == "ok constraint not_committed ok");
    CHECK(b.count() == 2);
    CHECK(number(b.writer.native(), "SELECT count(*) FROM done") == 0);
}

TEST_CASE("group_commit: the guilty job's error is the one it has alone") {
    bench b;
    std::deque<sql_job> jobs;
    jobs.emplace_back([failed = false](sqlite3* db) mutable {
        run_sql(db, "INSERT INTO t VALUES(1,1,1)");
        if (std::exchange(failed, true))
            throw std::runtime_error("only in its second run");
    });
    // Fails because of the first job's row, which is then never committed.
    jobs.emplace_back("INSERT OR ROLLBACK INTO t VALUES(2,1,2)");
    CHECK(b.run_jobs(jobs) == "other ok");
    CHECK(b.count("id = 2") == 1);
}

TEST_CASE("group_commit: a deferred foreign key fails the member that violates it") {
    bench b;
    SECTION("in the batch") {
        CHECK(b.run({"INSERT INTO t VALUES(1,1,1)", "INSERT INTO k VALUES(1,77)",
                     "INSERT INTO p VALUES(77)", "INSERT INTO k VALUES(2,77)"}) ==
              "ok foreign_key ok ok");
        CHECK(b.transactions == 1);
    }
    SECTION("as the first") {
        CHECK(b.run({"INSERT INTO k VALUES(1,77)",
                     "INSERT INTO k VALUES(2,77); INSERT INTO p VALUES(77)"}) == "foreign_key ok");
    }
    SECTION("alone and once") {
        std::deque<sql_job> jobs;
        jobs.emplace_back([](sqlite3* db) { run_sql(db, "INSERT INTO k VALUES(1,77)"); }, true);
        jobs.emplace_back("INSERT INTO p VALUES(77); INSERT INTO k VALUES(2,77)");
        CHECK(b.run_jobs(jobs) == "foreign_key ok");
    }
    CHECK(number(b.writer.native(), "SELECT sum(id) FROM k") == 2);
}

TEST_CASE(
    "group_commit: an interrupted write is the guilty one, an interrupted read harms nobody") {
    bench b;
    auto const interrupted = [](char const* sql) {
        return [sql](sqlite3* db) {
            sqlite3_progress_handler(db, 1000, [](void*) { return 1; }, nullptr);
            try {
                run_sql(db, sql);
            } catch (...) {
                sqlite3_progress_handler(db, 0, nullptr, nullptr);
                throw;
            }
        };
    };
    std::deque<sql_job> jobs;
    jobs.emplace_back("INSERT INTO t VALUES(1,1,1)");
    jobs.emplace_back(
        interrupted("WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 1e9) "
                    "SELECT sum(i) FROM c"));
    jobs.emplace_back("INSERT INTO t VALUES(2,2,2)");
    CHECK(b.run_jobs(jobs) == "ok error 9 ok");
    CHECK(jobs[0].runs == 1);
    std::deque<sql_job> more;
    more.emplace_back("INSERT INTO t VALUES(3,3,3)");
    more.emplace_back(
        interrupted("WITH RECURSIVE c(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM c WHERE i < "
                    "1e6) INSERT INTO t SELECT i, i, 1 FROM c"));
    more.emplace_back("INSERT INTO t VALUES(4,4,4)");
    CHECK(b.run_jobs(more) == "ok error 9 ok");
    CHECK(more[0].runs == 2);
    CHECK(b.count() == 4);
}

TEST_CASE("group_commit: disk full undoes the job that met it") {
    bench b;
    auto const pages = number(b.writer.native(), "PRAGMA page_count") + 4;
    run_sql(b.writer.native(), "PRAGMA max_page_count = " + std::to_string(pages));
    CHECK(b.run({"INSERT INTO t VALUES(1,1,1)", "INSERT INTO done VALUES(zeroblob(1000000))",
                 "INSERT INTO t VALUES(2,2,2)"}) == "ok error 13 ok");
    CHECK(b.count() == 2);
}

TEST_CASE("group_commit: run_once is alone in its transaction and runs once") {
    bench b;
    std::deque<sql_job> jobs;
    jobs.emplace_back("INSERT INTO t VALUES(1,1,1)");
    jobs.emplace_back([](sqlite3* db) { run_sql(db, "INSERT INTO t VALUES(2,2,2)"); }, true);
    jobs.emplace_back(
        [](sqlite3* db) {
            run_sql(db, "INSERT INTO t VALUES(3,3,3); INSERT OR ROLLBACK INTO t VALUES(9,1,1)");
        },
        true);
    jobs.emplace_back("INSERT INTO t VALUES(4,4,4)");
    CHECK(b.run_jobs(jobs) == "ok ok constraint ok");
    CHECK(b.transactions == 4);
    for (auto const& job : jobs)
        CHECK(job.runs == 1);
    CHECK(b.count() == 3);
}

TEST_CASE("group_commit: unfinished statements neither stop COMMIT nor pin the WAL") {
    bench b;
    sqlite3_stmt* returning = nullptr;
    sqlite3_stmt* select = nullptr;
    auto const leave_open = [](sqlite3_stmt*& statement, char const* sql) {
        return [&statement, sql](sqlite3* db) {
            if (statement == nullptr)
                lithe::detail::check(db, sqlite3_prepare_v2(db, sql, -1, &statement, nullptr), sql);
            REQUIRE(sqlite3_step(statement) == SQLITE_ROW);
        };
    };
    std::deque<sql_job> jobs;
    jobs.emplace_back(leave_open(returning, "INSERT INTO t VALUES(7,7,7),(8,8,8) RETURNING id"));
    jobs.emplace_back("INSERT INTO t VALUES(1,1,1)");
    jobs.emplace_back(leave_open(select, "SELECT id FROM t"));
    CHECK(b.run_jobs(jobs) == "ok ok ok");
    CHECK(b.transactions == 1);
    CHECK(b.count() == 3);
    sqlite3_finalize(returning);
    sqlite3_finalize(select);
}

TEST_CASE("group_commit: a commit hook's refusal and the class's own guard") {
    bench b;
    run_sql(b.writer.native(), "SELECT 1");
    CHECK_THROWS_AS(run_sql(b.writer.native(), "INSERT INTO t VALUES(1,1,1)"),
                    lithe::constraint_error);
    CHECK(b.count() == 0);
    b.commits.reset();
    run_sql(b.writer.native(), "INSERT INTO t VALUES(1,1,1)");
    CHECK(b.count() == 1);
}

TEST_CASE("group_commit: another process's lock makes the whole group busy, and nothing is done") {
    bench b({.busy_timeout = lithe::timeout::milliseconds(5)});
    session other((b.folder / "a.db").string(), lithe::open_options{});
    run_sql(other.native(), "BEGIN IMMEDIATE");
    std::deque<sql_job> jobs;
    jobs.emplace_back("INSERT INTO t VALUES(1,1,1)");
    jobs.emplace_back([](sqlite3* db) { run_sql(db, "INSERT INTO t VALUES(2,2,2)"); }, true);
    CHECK(b.run_jobs(jobs) == "busy busy");
    CHECK(jobs[0].runs == 0);
    run_sql(other.native(), "COMMIT");
    CHECK(b.run_jobs(jobs) == "ok ok");
    CHECK(b.count() == 2);
}

TEST_CASE("group_commit: a batch is bounded by number and by time") {
    bench b;
    std::deque<sql_job> jobs;
    for (int id = 1; id <= 600; ++id) {
        jobs.emplace_back([id](sqlite3* db) {
            run_sql(db, "INSERT INTO t VALUES(" + std::to_string(id) + ", NULL, 1)");
        });
    }
    b.run_jobs(jobs);
    CHECK(b.transactions >= 3);
    CHECK(b.count() == 600);
    b.commits->set_most_time(std::chrono::milliseconds(5));
    std::deque<sql_job> slow;
    for (int index = 0; index < 4; ++index)
        slow.emplace_back([](sqlite3*) { sqlite3_sleep(4); });
    b.run_jobs(slow);
    CHECK(b.transactions >= 2);
}

TEST_CASE("group_commit: a COMMIT that fails fails all, errors of members included, and says how") {
    lithe_test::failing_vfs const vfs;
    using faults = lithe_test::failing_vfs;
    bench b({.synchronous = lithe::synchronous::full, .vfs = faults::name});
    b.commits->breaker.set_pause(std::chrono::milliseconds(20));
    REQUIRE(b.run({"INSERT INTO t VALUES(1,1,1)"}) == "ok");
    std::initializer_list<char const*> const batch = {"INSERT INTO t VALUES(2,2,2)",
                                                      "INSERT INTO t VALUES(9,2,2)",
                                                      "INSERT INTO t VALUES(3,3,3)"};
    SECTION("the disk is full: nothing was committed, later writes may be") {
        faults::disk_is_full = true;
        CHECK(b.run(batch) == "not_committed not_committed not_committed");
        CHECK(b.counts.state == lithe::detail::writer_state::disk_full);
        CHECK(b.run(batch) == "not_committed not_committed not_committed");
        faults::heal();
        CHECK(b.run(batch) == "not_committed not_committed not_committed");  // not tried at once
        sqlite3_sleep(30);
        CHECK(b.run(batch) == "ok constraint ok");
        CHECK(b.counts.state == lithe::detail::writer_state::running);
        CHECK(b.count() == 3);
    }
    SECTION("writing failed: nothing was committed, the writer stops") {
        faults::write_fails = true;
        CHECK(b.run(batch) == "not_committed not_committed not_committed");
        faults::heal();
        CHECK(b.commits->breaker.stopped());
        CHECK(b.run(batch) == "not_committed not_committed not_committed");
        CHECK(b.count() == 1);
    }
    SECTION("flushing failed: nobody knows, the writer stops") {
        faults::sync_fails = true;
        CHECK(b.run(batch) == "unknown unknown unknown");
        faults::heal();
        CHECK(b.commits->breaker.stopped());
        CHECK(b.run(batch) == "not_committed not_committed not_committed");
        CHECK(b.count() == 1);  // for those who are alive; a crash may bring it back
    }
    SECTION("alone and once") {
        std::deque<sql_job> jobs;
        jobs.emplace_back([](sqlite3* db) { run_sql(db, "INSERT INTO t VALUES(2,2,2)"); }, true);
        faults::sync_fails = true;
        CHECK(b.run_jobs(jobs) == "unknown");
        CHECK(jobs[0].runs == 1);
    }
}

// SQLite before 3.50.2 loses every commit after a savepoint that was rolled back behind a spill,
// when the process then dies: see the spill test of sqlite/pragma.hpp, which shows the loss itself.
TEST_CASE("group_commit: a failed member behind a spill loses no later commit in a crash") {
    bench b({.synchronous = lithe::synchronous::full, .cache_size = 40});
    auto* const db = b.writer.native();
    sqlite3_wal_autocheckpoint(db, 0);
    bool const spilling = GENERATE(false, true);
    CAPTURE(spilling);
    if (spilling)
        run_sql(db, "PRAGMA cache_spill = 1");  // as a callback could
    std::deque<sql_job> jobs;
    jobs.emplace_back("INSERT INTO done VALUES(1)");
    jobs.emplace_back([](sqlite3* writer) {
        run_sql(writer,
                "CREATE TABLE big(id INTEGER PRIMARY KEY, v BLOB);"
                "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 2000) "
                "INSERT INTO big SELECT i * 797 % 2003, randomblob(900) FROM c;"
                "UPDATE big SET v = randomblob(900)");
        throw std::out_of_range("mine");
    });
    jobs.emplace_back("INSERT INTO done VALUES(2)");
    CHECK(b.run_jobs(jobs) == "ok other ok");
    bool const is_old = sqlite3_libversion_number() < 3'050'002;
    CHECK(jobs[0].runs == (spilling && is_old ? 2 : 1));
    for (int row = 0; row < 5; ++row)
        CHECK(b.run({"INSERT INTO done VALUES(3)"}) == "ok");
    for (char const* suffix : {"", "-wal"}) {
        std::filesystem::copy_file(b.folder.file("a.db") + suffix,
                                   b.folder.file("crashed.db") + suffix);
    }
    session crashed(b.folder.file("crashed.db"), lithe::open_options{});
    CHECK(number(crashed.native(), "SELECT count(*) FROM done") == 7);
}

// Batching is invisible: the same jobs one by one, or in groups of any size, leave the same
// outcomes and the same rows.
TEST_CASE("group_commit: the same results in groups as one by one") {
    auto const seed = GENERATE(take(8, random(1U, 1'000'000U)));
    CAPTURE(seed);
    auto const make_jobs = [seed] {
        std::deque<sql_job> jobs;
        unsigned state = seed;
        for (int step = 0; step < 400; ++step) {
            state = state * 1664525U + 1013904223U;
            auto const pick = (state >> 16U) % 10;
            auto const id = std::to_string((state >> 8U) % 50);
            std::string sql = "INSERT INTO t VALUES(" + id + "," + id + ",1)";
            if (pick == 1)
                sql = "INSERT OR ROLLBACK INTO t VALUES(" + id + "," + id + ",1)";
            if (pick == 2)
                sql = "DELETE FROM t WHERE id = " + id;
            if (pick == 3)
                sql = "INSERT INTO k VALUES(NULL," + id + ")";
            if (pick == 4)
                sql = "INSERT OR IGNORE INTO p VALUES(" + id + ")";
            if (pick == 5)
                sql = "UPDATE t SET c = c * 5 WHERE id <= " + id;
            if (pick == 6)
                sql = "INSERT INTO done VALUES(1); INSERT INTO t VALUES(" + id + "," + id + ",500)";
            jobs.emplace_back([sql](sqlite3* db) { run_sql(db, sql); });
        }
        return jobs;
    };
    auto const digest =
        "SELECT total(id * 31 + u * 7 + c) + 1000003 * count(*) + (SELECT 17 * total(pid) + 13 * "
        "count(*) FROM k)"
        " + (SELECT 5 * total(id) FROM p) + (SELECT 3 * count(*) FROM done) FROM t";
    bench grouped;
    auto grouped_jobs = make_jobs();
    auto const in_groups = grouped.run_jobs(grouped_jobs);
    auto const run_in_parts = [&](unsigned most) {
        bench parted;
        auto jobs = make_jobs();
        std::string outcomes;
        job_list part;
        unsigned state = seed;
        unsigned left = 0;
        for (auto& job : jobs) {
            if (left == 0) {
                state = state * 1664525U + 1013904223U;
                left = 1 + (state >> 16U) % most;
            }
            part.push_back(job);
            if (--left == 0 || &job == &jobs.back()) {
                outcomes += (outcomes.empty() ? "" : " ") + parted.run_list(part);
                part = job_list{};
            }
        }
        CHECK(number(grouped.writer.native(), digest) == number(parted.writer.native(), digest));
        return outcomes;
    };
    for (unsigned const most : {1U, 7U, 90U}) {
        CAPTURE(most);
        CHECK(in_groups == run_in_parts(most));
    }
}

TEST_CASE("group_commit: transaction control, ATTACH and settings are refused in a callback") {
    bench b;
    auto const* const refused =
        GENERATE("COMMIT", "ROLLBACK", "BEGIN", "END", "SAVEPOINT x", "RELEASE lithe_x",
                 "SAVEPOINT lithe_member", "RELEASE lithe_member", "CREATE TEMP TABLE t(x)",
                 "ATTACH ':memory:' AS other", "PRAGMA synchronous=OFF", "PRAGMA wal_checkpoint",
                 "PRAGMA busy_timeout=1");
    CAPTURE(refused);
    std::deque<sql_job> jobs;
    jobs.emplace_back("INSERT INTO t VALUES(1,1,1)");
    jobs.emplace_back([refused](sqlite3* db) {
        run_sql(db, "INSERT INTO t VALUES(2,2,2)");
        run_sql(db, refused);
    });
    jobs.emplace_back("INSERT INTO t VALUES(3,3,3)");
    auto const outcome = b.run_jobs(jobs);
    CHECK(outcome == "ok error 23 ok");
    CHECK(b.count() == 2);
}

TEST_CASE("group_commit: what was refused is an error, also of a callback that takes no notice") {
    bench b;
    auto const* const ignored = GENERATE("COMMIT", "ROLLBACK", "PRAGMA synchronous=OFF");
    CAPTURE(ignored);
    bool const first = GENERATE(true, false);
    std::deque<sql_job> jobs;
    if (!first)
        jobs.emplace_back("INSERT INTO t VALUES(1,1,1)");
    jobs.emplace_back([ignored](sqlite3* db) {
        run_sql(db, "INSERT INTO t VALUES(2,2,2)");
        sqlite3_exec(db, ignored, nullptr, nullptr, nullptr);
    });
    CHECK(b.run_jobs(jobs) == (first ? "error 23" : "ok error 23"));
    CHECK(b.count() == (first ? 0 : 1));
}

// A statement that was prepared while nothing was refused is not asked about again.
TEST_CASE("group_commit: a transaction ended and begun anew by prepared statements is lost") {
    bench b;
    auto* const db = b.writer.native();
    auto const* const ends = GENERATE("COMMIT", "ROLLBACK");
    CAPTURE(ends);
    lithe::detail::transaction_statement end(db, ends);
    lithe::detail::transaction_statement begin(db, "BEGIN");
    bool const first = GENERATE(true, false);
    CAPTURE(first);
    bool const once = GENERATE(true, false);
    CAPTURE(once);
    std::deque<sql_job> jobs;
    if (!first)
        jobs.emplace_back("INSERT INTO t VALUES(1,1,1)");
    jobs.emplace_back(
        [&](sqlite3* writer) {
            run_sql(writer, "INSERT INTO t VALUES(2,2,2)");
            end.run();
            begin.run();
            run_sql(writer, "INSERT INTO t VALUES(3,3,3)");
        },
        once);
    jobs.emplace_back("INSERT INTO t VALUES(4,4,4)");
    CHECK(b.run_jobs(jobs) == (first ? "not_committed ok" : "ok not_committed ok"));
    CHECK(b.count() == (first ? 1 : 2));
    CHECK(number(db, "SELECT count(*) FROM t WHERE id IN (2, 3)") == 0);
}

TEST_CASE("group_commit: defer_foreign_keys is its member's alone") {
    bench b;
    CHECK(b.run({"CREATE TABLE i(pid INT REFERENCES p(id))"}) == "ok");
    auto const* const deferred =
        "PRAGMA defer_foreign_keys=ON; INSERT INTO i VALUES(7); "
        "INSERT INTO p VALUES(7)";
    CHECK(b.run({deferred, "INSERT INTO i VALUES(8); INSERT INTO p VALUES(8)"}) ==
          "ok foreign_key");
    CHECK(b.transactions == 1);
    CHECK(b.run({"PRAGMA defer_foreign_keys=ON; INSERT INTO i VALUES(9)",
                 "INSERT INTO i VALUES(8); INSERT INTO p VALUES(8)"}) == "foreign_key foreign_key");
    CHECK(number(b.writer.native(), "SELECT count(*) FROM i") == 1);
}

TEST_CASE("group_commit: every commit has its place, and everything is counted") {
    bench b;
    auto const before = b.counts.last_commit.value();
    auto const transactions = b.counts.transactions.value();
    std::deque<sql_job> jobs;
    jobs.emplace_back("INSERT INTO t VALUES(1,1,1)");
    jobs.emplace_back("INSERT INTO t VALUES(1,1,1)");
    jobs.emplace_back("INSERT INTO t VALUES(2,2,2)");
    CHECK(b.run_jobs(jobs) == "ok constraint ok");
    CHECK(jobs[0].commit_seq == before + 1);
    CHECK(jobs[1].commit_seq == 0);
    CHECK(jobs[2].commit_seq == before + 2);
    CHECK(b.counts.last_commit.value() == before + 2);
    CHECK(b.counts.transactions.value() == transactions + 1);
    CHECK(b.counts.failed.value() == 1);
}

TEST_CASE("group_commit: a deadline and a stop token before it runs") {
    bench b;
    lithe::stop_source stop;
    stop.request_stop();
    lithe::detail::job_terms late;
    late.deadline = std::chrono::steady_clock::now() - std::chrono::seconds(1);
    lithe::detail::job_terms stopped;
    stopped.stop = stop.get_token();
    lithe::detail::job_terms early;
    early.deadline = std::chrono::steady_clock::now() + std::chrono::hours(1);
    auto const insert = [](sqlite3* db) { run_sql(db, "INSERT INTO t VALUES(NULL,NULL,1)"); };
    std::deque<sql_job> jobs;
    jobs.emplace_back(insert, late);
    jobs.emplace_back(insert, early);
    jobs.emplace_back(insert, stopped);
    jobs.emplace_back(insert, early);
    REQUIRE(jobs[3].abandon());
    CHECK(b.run_jobs(jobs) == "deadline cancelled ok ok");
    CHECK(jobs[0].runs + jobs[2].runs + jobs[3].runs == 0);
    CHECK(b.count() == 1);
    CHECK(b.counts.expired.value() == 2);
    CHECK_FALSE(jobs[1].abandon());  // it ran
}

TEST_CASE("group_commit: a deadline ends the wait for another process's lock") {
    bench b({.busy_timeout = lithe::timeout::milliseconds(60'000)});
    session other((b.folder / "a.db").string(), lithe::open_options{});
    run_sql(other.native(), "BEGIN IMMEDIATE");
    lithe::detail::job_terms soon;
    soon.deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(20);
    std::deque<sql_job> jobs;
    jobs.emplace_back([](sqlite3*) {}, soon);
    CHECK(b.run_jobs(jobs) == "deadline");
    CHECK(b.counts.lock_waits.value() >= 1);
    std::atomic<bool> abort{true};
    b.commits->set_abort(abort);
    lithe::detail::lanes waiting;
    job_list arrived;
    sql_job job("INSERT INTO t VALUES(1,1,1)");
    arrived.push_back(job);
    waiting.add(arrived);
    job_list finished;
    b.commits->run(waiting, finished);
    CHECK(finished.empty());
    CHECK(waiting.size() == 1);
    run_sql(other.native(), "INSERT INTO done VALUES(1); COMMIT");
    b.commits->run(waiting, finished);
    CHECK(finished.size() == 1);
    CHECK(b.counts.external_commits.value() == 1);
}

TEST_CASE("group_commit: an exclusive job is outside, a damaged file stops the writer") {
    bench b;
    std::deque<sql_job> jobs;
    jobs.emplace_back("INSERT INTO t VALUES(1,1,1)");
    jobs.emplace_back([](sqlite3* db) { run_sql(db, "VACUUM; ATTACH ':memory:' AS other"); },
                      job_kind::exclusive);
    jobs.emplace_back([](sqlite3* db) { run_sql(db, "BEGIN; INSERT INTO t VALUES(5,5,5)"); },
                      job_kind::exclusive);
    jobs.emplace_back("INSERT INTO t VALUES(2,2,2)");
    CHECK(b.run_jobs(jobs) == "ok ok ok ok");
    CHECK(b.count() == 2);  // what an exclusive job leaves open is rolled back
    CHECK(b.counts.external_commits.value() == 0);
    CHECK(b.run({"INSERT INTO t VALUES(3,3,3)"}) == "ok");
    std::deque<sql_job> damaged;
    damaged.emplace_back("INSERT INTO t VALUES(4,4,4)");
    damaged.emplace_back([](sqlite3*) { throw lithe::error("damaged", SQLITE_CORRUPT); });
    damaged.emplace_back("INSERT INTO t VALUES(6,6,6)");
    CHECK(b.run_jobs(damaged) == "ok error 11 not_committed");
    CHECK(b.commits->breaker.stopped());
}
