// SPDX-License-Identifier: BSL-1.0
//
// Writers under contention: callers in a closed loop, each write one row with a UNIQUE index. The
// same work through connections of their own, one connection behind a mutex, a plain queue (one
// transaction per job) and lithe::database, in one run, in turns. And point reads alone and beside
// a writer that never rests. One line of JSON per measurement.
//
//   lithe_bench_contention FOLDER [--seconds S] [--rounds N] [--callers 1,8] [--only reads]
#include "shared.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace bench {

// One write of one caller; false when it was refused as busy.
class contestant {
public:
    contestant() = default;
    contestant(contestant const&) = delete;
    contestant& operator=(contestant const&) = delete;
    virtual ~contestant() = default;
    virtual bool write(std::size_t caller) = 0;
};

lithe::open_options settings(lithe::synchronous level) {
    return {.synchronous = level};
}

class own_connections final : public contestant {
public:
    own_connections(std::string const& path, lithe::synchronous level, std::size_t callers) {
        for (std::size_t caller = 0; caller < callers; ++caller) {
            // SQLite's own busy handler, as everybody has it.
            auto& made =
                all_.emplace_back(std::make_unique<lithe::connection>(path, settings(level)));
            sqlite3_busy_timeout(made->native_handle(), 5000);
        }
    }
    bool write(std::size_t caller) override {
        try {
            all_[caller]->insert(row(++next_number));
            return true;
        } catch (lithe::busy_error const&) {
            return false;
        }
    }

private:
    std::vector<std::unique_ptr<lithe::connection>> all_;
};

class behind_a_mutex final : public contestant {
public:
    behind_a_mutex(std::string const& path, lithe::synchronous level) : c_(path, settings(level)) {}
    bool write(std::size_t) override {
        std::lock_guard const lock(mutex_);
        c_.insert(row(++next_number));
        return true;
    }

private:
    std::mutex mutex_;
    lithe::connection c_;
};

class plain_queue final : public contestant {
public:
    plain_queue(std::string const& path, lithe::synchronous level)
        : c_(path, settings(level)), thread_([this] { loop(); }) {}
    ~plain_queue() override {
        {
            std::lock_guard const lock(mutex_);
            ends_ = true;
        }
        changed_.notify_all();
        thread_.join();
    }
    bool write(std::size_t) override {
        job mine;
        std::unique_lock lock(mutex_);
        jobs_.push_back(&mine);
        changed_.notify_one();
        mine.changed.wait(lock, [&] { return mine.done; });
        return true;
    }

private:
    struct job {
        bool done = false;
        std::condition_variable changed;
    };
    void loop() {
        std::unique_lock lock(mutex_);
        for (;;) {
            changed_.wait(lock, [this] { return ends_ || !jobs_.empty(); });
            if (jobs_.empty())
                return;
            auto* const next = jobs_.front();
            jobs_.pop_front();
            lock.unlock();
            c_.insert(row(++next_number));
            lock.lock();
            next->done = true;
            next->changed.notify_one();
        }
    }

    lithe::connection c_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<job*> jobs_;
    bool ends_ = false;
    std::thread thread_;
};

class on_database final : public contestant {
public:
    on_database(std::string const& path, lithe::synchronous level)
        : db_(path, {.synchronous = level}) {}
    bool write(std::size_t) override {
        db_.insert(row(++next_number));
        return true;
    }
    lithe::database& database() { return db_; }

private:
    lithe::database db_;
};

measured run(contestant& who, std::size_t callers, double seconds) {
    std::vector<std::vector<float>> lengths(callers);
    std::vector<std::uint64_t> busy(callers);
    std::atomic<bool> begins{false};
    std::atomic<bool> ends{false};
    std::vector<std::thread> threads;
    for (std::size_t caller = 0; caller < callers; ++caller) {
        threads.emplace_back([&, caller] {
            auto& mine = lengths[caller];
            mine.reserve(1 << 16);
            while (!begins)
                std::this_thread::yield();
            while (!ends) {
                auto const started = clock::now();
                if (!who.write(caller))
                    ++busy[caller];
                mine.push_back(
                    std::chrono::duration<float, std::milli>(clock::now() - started).count());
            }
        });
    }
    auto const started = clock::now();
    begins = true;
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    ends = true;
    for (auto& thread : threads)
        thread.join();
    auto const elapsed = std::chrono::duration<double>(clock::now() - started).count();
    auto result = collect(lengths);
    result.seconds = elapsed;
    for (auto const each : busy)
        result.busy += each;
    result.writes -= result.busy;
    return result;
}

// Writes queued by one caller, results collected later.
measured run_asynchronous(lithe::database& db, double seconds) {
    measured result;
    std::vector<lithe::future<std::int64_t>> pending;
    auto const started = clock::now();
    while (clock::now() - started < std::chrono::duration<double>(seconds)) {
        pending.clear();
        for (int index = 0; index < 4096; ++index) {
            pending.push_back(db.async_write([number = ++next_number](lithe::transaction& tx) {
                return tx.insert(row(number));
            }));
        }
        for (auto& each : pending)
            each.get();
        result.writes += pending.size();
    }
    result.seconds = std::chrono::duration<double>(clock::now() - started).count();
    result.per_caller = {result.writes};
    return result;
}

void measure(std::filesystem::path const& folder, char const* name, lithe::synchronous level,
             std::size_t callers, double seconds) {
    auto const path = new_file(folder);
    auto const* const said = level == lithe::synchronous::full ? "full" : "normal";
    std::string const who = name;
    if (who == "asynchronous") {
        on_database on(path, level);
        print(name, said, callers, run_asynchronous(on.database(), seconds));
        return;
    }
    std::unique_ptr<contestant> made;
    if (who == "own_connections") {
        made = std::make_unique<own_connections>(path, level, callers);
    } else if (who == "mutex") {
        made = std::make_unique<behind_a_mutex>(path, level);
    } else if (who == "plain_queue") {
        made = std::make_unique<plain_queue>(path, level);
    } else {
        made = std::make_unique<on_database>(path, level);
    }
    print(name, said, callers, run(*made, callers, seconds));
}

}  // namespace bench

int main(int count, char** words) {
    if (count < 2) {
        std::fprintf(stderr,
                     "lithe_bench_contention FOLDER [--seconds S] [--rounds N] [--callers 1,8] "
                     "[--only reads]\n");
        return 2;
    }
    double seconds = 1;
    int rounds = 1;
    bool only_reads = false;
    std::vector<std::size_t> callers = {1, 2, 8, 64, 512};
    for (int at = 2; at + 1 < count; at += 2) {
        std::string const option = words[at];
        if (option == "--seconds") {
            seconds = std::atof(words[at + 1]);
        } else if (option == "--rounds") {
            rounds = std::atoi(words[at + 1]);
        } else if (option == "--only") {
            only_reads = std::string(words[at + 1]) == "reads";
        } else if (option == "--callers") {
            callers.clear();
            for (char* rest = words[at + 1]; *rest != '\0'; rest += *rest == ',' ? 1 : 0)
                callers.push_back(std::strtoul(rest, &rest, 10));
        }
    }
    for (int round = 0; round < rounds; ++round) {
        for (auto const level : {lithe::synchronous::normal, lithe::synchronous::full}) {
            if (only_reads)
                break;
            for (auto const each : callers) {
                for (char const* name : {"own_connections", "mutex", "plain_queue", "lithe"}) {
                    // 512 connections are 512 page caches and a file descriptor each.
                    if (each > 64 && std::string(name) == "own_connections")
                        continue;
                    bench::measure(words[1], name, level, each, seconds);
                }
            }
            bench::measure(words[1], "asynchronous", level, 1, seconds);
        }
        bench::measure_reads(words[1], 1, seconds);
    }
    return 0;
}
