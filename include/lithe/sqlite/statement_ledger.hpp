#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a connection's statements did: counts for each, and a listener that hears of each run. A
// connection without a ledger pays one comparison for a run. One thread counts, any may read: plain
// stores to atomics, no lock.

#include <lithe/sqlite/call_site.hpp>
#include <lithe/sqlite/result_code.hpp>
#include <lithe/sqlite/statement_table.hpp>
#include <lithe/statement/facts.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <exception>
#include <new>
#include <string>
#include <string_view>

namespace lithe::inline v0 {

/// One run of a statement, as `.on_statement` hears of it.
/// Lifetime: everything it refers to is there during the call.
struct statement_event {
    std::string_view sql{};
    std::string_view table{};      ///< that it writes, else the first that it reads
    std::int64_t nanoseconds = 0;  ///< from its binding to its reset, a stream's loop included
    std::uint64_t rows = 0;        ///< returned
    std::uint64_t full_scan_steps = 0;
    bool failed = false;
    int error = 0;           ///< SQLite's extended code; 0 where the failure was not SQLite's
    bool on_writer = false;  ///< in a write transaction
    call_site site{};        ///< of the call on the database; its file is empty where not known
    sqlite3_stmt* statement = nullptr;  ///< for sqlite3_expanded_sql, which shows values
};

namespace detail {

/// Nanoseconds of a clock that is never set: 25 ns a reading.
inline std::int64_t steady_nanoseconds() noexcept {
#if defined(CLOCK_MONOTONIC)
    std::timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
#else
    return 0;
#endif
}

/// Which statement a record is of: copies, for a plugin's texts go with it.
struct recorded_statement {
    statement_slot slot;
    std::string sql;
    std::string table;
};

/// The counts of one statement on one connection.
struct statement_record {
    std::atomic<recorded_statement const*> of{nullptr};
    std::atomic<std::uint64_t> calls{0};
    std::atomic<std::uint64_t> failures{0};
    std::atomic<std::uint64_t> rows{0};
    std::atomic<std::uint64_t> nanoseconds{0};
    std::atomic<std::uint64_t> worst{0};
    std::atomic<std::uint64_t> full_scan_steps{0};
    std::atomic<std::uint64_t> sorts{0};
};

/// Hears of each run; must not throw.
class statement_listener {
public:
    virtual void ran(statement_event const& event) noexcept = 0;

protected:
    ~statement_listener() = default;
};

/// The records of one connection, by slot; in blocks, which stay where they are while others read.
/// Threads: one counts at a time; visit() by any.
class statement_ledger {
public:
    statement_ledger() = default;
    statement_ledger(statement_ledger const&) = delete;
    statement_ledger& operator=(statement_ledger const&) = delete;
    ~statement_ledger() {
        for (auto& block : blocks_)
            delete block.load(std::memory_order_relaxed);
    }

    /// Null for a statement without a slot (its text may be one of many), for one of another shared
    /// object with the same slot, and without memory.
    statement_record* record_of(statement_slot slot, statement_facts const& facts) noexcept {
        if (slot.index == 0 || slot.index >= block_count * block_size)
            return nullptr;
        auto& block = blocks_[slot.index / block_size];
        auto* records = block.load(std::memory_order_relaxed);
        if (records == nullptr) [[unlikely]] {
            records = new (std::nothrow) block_of_records;
            if (records == nullptr)
                return nullptr;
            block.store(records, std::memory_order_release);
        }
        auto& record = records->all[slot.index % block_size];
        auto const* const known = record.of.load(std::memory_order_relaxed);
        if (known == nullptr) [[unlikely]]
            return begin(record, slot, facts) ? &record : nullptr;
        return known->slot == slot || known->sql == sql_of_facts(facts) ? &record : nullptr;
    }

    /// `visit(statement_record const&)` for each statement that ran here.
    template <class Visitor>
    void each(Visitor visit) const {
        for (auto const& block : blocks_) {
            auto const* const records = block.load(std::memory_order_acquire);
            for (std::size_t at = 0; records != nullptr && at < block_size; ++at) {
                if (records->all[at].of.load(std::memory_order_acquire) != nullptr)
                    visit(records->all[at]);
            }
        }
    }

    statement_listener* listener = nullptr;
    call_site const* site = nullptr;  // of the call that runs now
    bool counts = true;
    bool of_writer = false;
    statement_ledger* next = nullptr;  // in the book
    bool rented = false;

private:
    static constexpr std::size_t block_size = 32;
    static constexpr std::size_t block_count = 512;

    struct block_of_records {
        statement_record all[block_size];

        block_of_records() = default;
        block_of_records(block_of_records const&) = delete;
        block_of_records& operator=(block_of_records const&) = delete;
        ~block_of_records() {
            for (auto& record : all)
                delete record.of.load(std::memory_order_relaxed);
        }
    };

    static bool begin(statement_record& record, statement_slot slot,
                      statement_facts const& facts) noexcept {
        try {
            record.of.store(new recorded_statement{slot, std::string(sql_of_facts(facts)),
                                                   std::string(facts.table)},
                            std::memory_order_release);
            return true;
        } catch (std::bad_alloc const&) {
            return false;
        }
    }

    std::atomic<block_of_records*> blocks_[block_count] = {};
};

/// Measures one run of a lent statement, from its making to its end, which is before the lease's.
class run_meter {
public:
    run_meter(statement_ledger* ledger, statement_lease const& lease,
              statement_facts const& facts) noexcept
        : ledger_(ledger), lease_(lease), facts_(facts) {
        if (ledger_ != nullptr)
            start();
    }
    run_meter(run_meter const&) = delete;
    run_meter& operator=(run_meter const&) = delete;
    ~run_meter() {
        if (ledger_ != nullptr)
            finish();
    }

    void note_rows(std::uint64_t count) noexcept { rows_ += count; }
    void note_error(int code) noexcept { error_ = code; }

private:
    static void add(std::atomic<std::uint64_t>& to, std::uint64_t amount) noexcept {
        to.store(to.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
    }

    void start() noexcept {
        exceptions_ = std::uncaught_exceptions();
        started_ = steady_nanoseconds();
    }

    // The statement is not reset yet: its counters are read.
    void finish() const noexcept {
        sqlite3_stmt* const statement = lease_.get();
        auto const elapsed = steady_nanoseconds() - started_;
        bool const failed = std::uncaught_exceptions() > exceptions_;
        auto const scanned = static_cast<std::uint64_t>(
            sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1));
        if (ledger_->counts) {
            if (auto* const record = ledger_->record_of(lease_.slot(), facts_)) {
                auto const time = static_cast<std::uint64_t>(elapsed);
                add(record->calls, 1);
                add(record->rows, rows_);
                add(record->nanoseconds, time);
                if (record->worst.load(std::memory_order_relaxed) < time)
                    record->worst.store(time, std::memory_order_relaxed);
                if (scanned != 0)
                    add(record->full_scan_steps, scanned);
                if (auto const sorts = sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_SORT, 1);
                    sorts != 0)
                    add(record->sorts, static_cast<std::uint64_t>(sorts));
                if (failed)
                    add(record->failures, 1);
            }
        }
        if (ledger_->listener != nullptr) {
            ledger_->listener->ran({.sql = sql_of_facts(facts_),
                                    .table = facts_.table,
                                    .nanoseconds = elapsed,
                                    .rows = rows_,
                                    .full_scan_steps = scanned,
                                    .failed = failed,
                                    .error = failed ? error_ : 0,
                                    .on_writer = ledger_->of_writer,
                                    .site = ledger_->site == nullptr ? call_site{} : *ledger_->site,
                                    .statement = statement});
        }
    }

    statement_ledger* ledger_;
    statement_lease const& lease_;
    statement_facts const& facts_;
    std::uint64_t rows_ = 0;
    int error_ = 0;
    // Set with a ledger only: a run without one should cost nothing.
    int exceptions_;
    std::int64_t started_;
};

}  // namespace detail
}  // namespace lithe::inline v0
