// SPDX-License-Identifier: BSL-1.0
//
// A database and its model: batches with guilty members of each kind, cancelled and late writes,
// reads, checkpoints, another connection that writes, close and open again. After each step both
// agree.
#include <lithe/runtime/database.hpp>

#include "support/property.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

using model = std::map<std::int64_t, std::int64_t>;

// What one member of a batch does to the row `key`.
enum class deed {
    upsert,
    erase,
    throws,
    unique,
    check,
    or_rollback,
    raise_rollback,
    deferred_key,
    commits,
    reads,
    late,
    stopped,
    run_once,
    count
};

struct member {
    deed what;
    std::int64_t key;
    std::int64_t value;
};

class system_under_test {
public:
    system_under_test() { open(); }

    void open() {
        db_.emplace(folder_ / "a.db",
                    lithe::database_options{.readers = 2, .synchronous = lithe::synchronous::off});
        db_->write([](lithe::transaction& tx) {
            tx.session().run(
                "CREATE TABLE IF NOT EXISTS t(k INTEGER PRIMARY KEY, v INT CHECK (v >= 0)); "
                "CREATE TABLE IF NOT EXISTS p(id INTEGER PRIMARY KEY); "
                "CREATE TABLE IF NOT EXISTS f(id INT REFERENCES p DEFERRABLE INITIALLY DEFERRED); "
                "CREATE TRIGGER IF NOT EXISTS g BEFORE INSERT ON t WHEN NEW.v = 777 "
                "BEGIN SELECT RAISE(ROLLBACK, 'no'); END");
        });
    }

    // All members queued behind a write that waits, so that they share a transaction.
    void run_batch(std::vector<member> const& members) {
        std::atomic<bool> go{false};
        auto held = db_->async_write(lithe::run_once, [&](lithe::transaction&) {
            while (!go)
                std::this_thread::yield();
        });
        std::vector<lithe::future<void>> pending;
        for (auto const& each : members)
            pending.push_back(queue(each));
        go = true;
        held.get();
        for (std::size_t at = 0; at < members.size(); ++at)
            judge(members[at], pending[at]);
    }

    void write_beside(std::int64_t key, std::int64_t value) {
        lithe::connection other(folder_ / "a.db", {.synchronous = lithe::synchronous::off});
        other.execute_script(put(key, value));
        expected_[key] = value;
    }
    void checkpoint() {
        db_->write(lithe::exclusive, [](lithe::connection& c) {
            c.execute_script("PRAGMA wal_checkpoint(TRUNCATE)");
        });
    }
    void reopen(bool explicitly) {
        if (explicitly)
            RC_ASSERT(db_->close(std::chrono::seconds(60)));
        db_.reset();
        open();
    }

    void compare() {
        auto const found = db_->read([](lithe::reader& r) {
            model rows;
            sqlite3_stmt* statement = nullptr;
            sqlite3_prepare_v2(r.native_handle(), "SELECT k, v FROM t", -1, &statement, nullptr);
            while (sqlite3_step(statement) == SQLITE_ROW)
                rows[sqlite3_column_int64(statement, 0)] = sqlite3_column_int64(statement, 1);
            sqlite3_finalize(statement);
            return rows;
        });
        RC_ASSERT(found == expected_);
        RC_ASSERT(db_->last_commit() >= commits_);
        commits_ = db_->last_commit();
    }
    void forget_commits() { commits_ = 0; }

private:
    static std::string put(std::int64_t key, std::int64_t value) {
        return "INSERT INTO t VALUES(" + std::to_string(key) + "," + std::to_string(value) +
               ") ON CONFLICT(k) DO UPDATE SET v = excluded.v;";
    }

    lithe::future<void> queue(member const& each) {
        auto text = put(each.key, each.value);
        switch (each.what) {
            case deed::erase:
                text = "DELETE FROM t WHERE k = " + std::to_string(each.key);
                break;
            case deed::unique:
                text += "INSERT INTO t VALUES(1000, 1); INSERT INTO t VALUES(1000, 1)";
                break;
            case deed::check:
                text += "UPDATE t SET v = -1";
                break;
            case deed::or_rollback:
                text += "INSERT INTO t VALUES(1000, 1); INSERT OR ROLLBACK INTO t VALUES(1000, 1)";
                break;
            case deed::raise_rollback:
                text += "INSERT INTO t VALUES(1001, 777)";
                break;
            case deed::deferred_key:
                text += "INSERT INTO f VALUES(5)";
                break;
            case deed::commits:
                text += "COMMIT";
                break;
            default:
                break;
        }
        lithe::write_options options;
        if (each.what == deed::late)
            options.deadline = std::chrono::milliseconds(0);
        if (each.what == deed::stopped) {
            lithe::stop_source stop;
            stop.request_stop();
            options.stop = stop.get_token();
        }
        auto task = [text, what = each.what](lithe::transaction& tx) {
            tx.session().run(text.c_str());
            if (what == deed::throws)
                throw std::runtime_error("mine");
            if (what == deed::reads) {
                sqlite3_stmt* statement = nullptr;
                sqlite3_prepare_v2(tx.native_handle(), "SELECT * FROM t", -1, &statement, nullptr);
                sqlite3_step(statement);
                sqlite3_finalize(statement);
            }
        };
        return each.what == deed::run_once
                   ? db_->async_write(lithe::run_once, std::move(task), options)
                   : db_->async_write(std::move(task), options);
    }

    void judge(member const& each, lithe::future<void>& result) {
        bool failed = false;
        try {
            result.get();
        } catch (std::exception const&) {
            failed = true;
        }
        bool const good = each.what == deed::upsert || each.what == deed::erase ||
                          each.what == deed::reads || each.what == deed::run_once;
        RC_ASSERT(failed != good);
        if (each.what == deed::erase) {
            expected_.erase(each.key);
        } else if (good) {
            expected_[each.key] = each.value;
        }
    }

    scratch_folder folder_;
    std::optional<lithe::database> db_;
    model expected_;
    std::uint64_t commits_ = 0;
};

}  // namespace

TEST_CASE("stateful: a database and its model agree after every step") {
    lithe_test::check_property("agreement", [] {
        system_under_test tested;
        auto const steps = *rc::gen::inRange(1, 12);
        for (int step = 0; step < steps; ++step) {
            switch (*rc::gen::inRange(0, 8)) {
                case 0:
                    tested.checkpoint();
                    break;
                case 1:
                    tested.write_beside(*rc::gen::inRange(0, 6), *rc::gen::inRange(0, 100));
                    break;
                case 2:
                    tested.reopen(*rc::gen::inRange(0, 2) == 0);
                    tested.forget_commits();
                    break;
                default: {
                    std::vector<member> members;
                    auto const size = *rc::gen::inRange(1, 9);
                    for (int at = 0; at < size; ++at) {
                        members.push_back(
                            {static_cast<deed>(*rc::gen::inRange(0, static_cast<int>(deed::count))),
                             *rc::gen::inRange(0, 6), *rc::gen::inRange(0, 100)});
                    }
                    tested.run_batch(members);
                }
            }
            tested.compare();
        }
    });
}
