// SPDX-License-Identifier: BSL-1.0
//
// Point reads beside a writer that never rests, of lithe::database, also with .keep_snapshots, and
// by hand: a connection that reads and one that writes, statements kept, the same settings, and a
// writer that commits as often as lithe's. Per second of the readers' CPU, which depends less on
// who else is on the machine. And in one thread, where it depends on nobody: a commit, then as many
// reads as come to one commit.
#include "shared.hpp"

#include <time.h>

#include <cstdlib>
#include <memory>
#include <thread>

namespace bench {
namespace {

constexpr std::int64_t rows = 10'000;
constexpr int reads_per_commit = 6;  // 40 000 commits and 250 000 reads a second

std::int64_t thread_cpu_ns() {
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return std::int64_t{used.tv_sec} * 1'000'000'000 + used.tv_nsec;
}

class side {
public:
    side() = default;
    side(side const&) = delete;
    side& operator=(side const&) = delete;
    virtual ~side() = default;
    virtual void read(std::size_t caller, std::int64_t id) = 0;
    virtual void write() = 0;
};

class of_lithe final : public side {
public:
    explicit of_lithe(std::string const& path, bool keep_snapshots = false)
        : db_(path, {.keep_snapshots = keep_snapshots}) {}
    void read(std::size_t, std::int64_t id) override { static_cast<void>(db_.get<Row>(id)); }
    void write() override { db_.insert(row(++next_number)); }

private:
    lithe::database db_;
};

class by_hand final : public side {
public:
    by_hand(std::string const& path, std::size_t callers)
        : writer_(path, SQLITE_OPEN_READWRITE, "INSERT INTO rows(number, text) VALUES(?, ?)") {
        for (std::size_t caller = 0; caller < callers; ++caller) {
            readers_.push_back(std::make_unique<prepared>(
                path, SQLITE_OPEN_READONLY, "SELECT id, number, text FROM rows WHERE id = ?"));
        }
    }
    void read(std::size_t caller, std::int64_t id) override {
        auto* const statement = readers_[caller]->statement;
        sqlite3_bind_int64(statement, 1, id);
        readers_[caller]->require(sqlite3_step(statement) == SQLITE_ROW);
        Row found;
        found.id = sqlite3_column_int64(statement, 0);
        found.number = sqlite3_column_int64(statement, 1);
        found.text.assign(reinterpret_cast<char const*>(sqlite3_column_text(statement, 2)),
                          static_cast<std::size_t>(sqlite3_column_bytes(statement, 2)));
        sqlite3_reset(statement);
    }
    void write() override {
        auto const next = row(++next_number);
        auto* const statement = writer_.statement;
        sqlite3_bind_int64(statement, 1, next.number);
        sqlite3_bind_text(statement, 2, next.text.data(), static_cast<int>(next.text.size()),
                          SQLITE_STATIC);
        writer_.require(sqlite3_step(statement) == SQLITE_DONE);
        sqlite3_reset(statement);
    }

private:
    struct prepared {
        prepared(std::string const& path, int mode, char const* sql) {
            require(sqlite3_open_v2(path.c_str(), &db, mode | SQLITE_OPEN_NOMUTEX, nullptr) == 0);
            sqlite3_busy_timeout(db, 5000);
            require(sqlite3_exec(db,
                                 "PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;"
                                 "PRAGMA mmap_size=268435456; PRAGMA foreign_keys=ON",
                                 nullptr, nullptr, nullptr) == 0);
            require(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement,
                                       nullptr) == 0);
        }
        prepared(prepared const&) = delete;
        prepared& operator=(prepared const&) = delete;
        ~prepared() {
            sqlite3_finalize(statement);
            sqlite3_close(db);
        }
        void require(bool held) const {
            if (held)
                return;
            std::fprintf(stderr, "by hand: %s\n", sqlite3_errmsg(db));
            std::exit(1);
        }
        sqlite3* db = nullptr;
        sqlite3_stmt* statement = nullptr;
    };

    prepared writer_;
    std::vector<std::unique_ptr<prepared>> readers_;
};

std::string new_file_with_rows(std::filesystem::path const& folder) {
    auto path = new_file(folder);
    std::vector<Row> all;
    for (std::int64_t number = 1; number <= rows; ++number)
        all.push_back(row(++next_number));
    // Closed, so that the rows are in the file and not in the WAL.
    lithe::connection(path).insert_all(all);
    return path;
}

// Per second of CPU, of all readers together; `commits_per_second` 0 is no writer.
measured run_beside(side& who, std::size_t callers, double seconds, double commits_per_second) {
    std::atomic<bool> ends{false};
    std::atomic<std::int64_t> cpu_ns{0};
    std::vector<std::vector<float>> lengths(callers);
    std::vector<std::thread> threads;
    for (std::size_t caller = 0; caller < callers; ++caller) {
        threads.emplace_back([&, caller] {
            auto id = static_cast<std::int64_t>(caller);
            while (!ends) {
                id = (id + 7'919) % rows;
                auto const started = clock::now();
                who.read(caller, id + 1);
                lengths[caller].push_back(
                    std::chrono::duration<float, std::milli>(clock::now() - started).count());
            }
            cpu_ns += thread_cpu_ns();
        });
    }
    auto const started = clock::now();
    std::uint64_t commits = 0;
    auto const elapsed = [&] { return std::chrono::duration<double>(clock::now() - started); };
    std::thread writing([&] {
        while (commits_per_second > 0 && !ends) {
            who.write();
            ++commits;
            while (!ends && static_cast<double>(commits) > commits_per_second * elapsed().count()) {
            }
        }
    });
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    ends = true;
    for (auto& thread : threads)
        thread.join();
    writing.join();
    auto result = collect(lengths);
    result.commits_per_second = static_cast<double>(commits) / elapsed().count();
    result.seconds = static_cast<double>(cpu_ns) / 1e9;
    return result;
}

measured run_in_turns(side& who, double seconds, bool writes) {
    measured result;
    std::int64_t id = 0;
    std::int64_t cpu_ns = 0;
    std::uint64_t turns = 0;
    auto const started = clock::now();
    while (clock::now() - started < std::chrono::duration<double>(seconds)) {
        if (writes)
            who.write();
        auto const before = thread_cpu_ns();
        for (int read = 0; read < reads_per_commit; ++read) {
            id = (id + 7'919) % rows;
            who.read(0, id + 1);
        }
        cpu_ns += thread_cpu_ns() - before;
        ++turns;
    }
    result.writes = turns * reads_per_commit;
    result.seconds = static_cast<double>(cpu_ns) / 1e9;
    result.per_caller = {result.writes};
    return result;
}

}  // namespace

void measure_reads(std::filesystem::path const& folder, std::size_t callers, double seconds) {
    constexpr double flat_out = 1e9;
    double rate = 0;
    {
        of_lithe lithe(new_file_with_rows(folder));
        print("alone", "reads", callers, run_beside(lithe, callers, seconds, 0));
        auto const beside = run_beside(lithe, callers, seconds, flat_out);
        rate = beside.commits_per_second;
        print("beside_a_writer", "reads", callers, beside);
    }
    {
        of_lithe keeping(new_file_with_rows(folder), true);
        print("alone_kept", "reads", callers, run_beside(keeping, callers, seconds, 0));
        print("beside_kept", "reads", callers, run_beside(keeping, callers, seconds, flat_out));
    }
    {
        by_hand plain(new_file_with_rows(folder), callers);
        print("alone_by_hand", "reads", callers, run_beside(plain, callers, seconds, 0));
        print("beside_by_hand", "reads", callers, run_beside(plain, callers, seconds, rate));
    }
    {
        of_lithe lithe(new_file_with_rows(folder));
        print("alone", "turns", 1, run_in_turns(lithe, seconds / 2, false));
        print("beside_a_writer", "turns", 1, run_in_turns(lithe, seconds / 2, true));
    }
    {
        by_hand plain(new_file_with_rows(folder), 1);
        print("alone_by_hand", "turns", 1, run_in_turns(plain, seconds / 2, false));
        print("beside_by_hand", "turns", 1, run_in_turns(plain, seconds / 2, true));
    }
}

}  // namespace bench
