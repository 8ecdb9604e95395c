#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What each statement of the program did on one database, on all its connections together; and the
// hooks that hear of each run and of errors that no caller would get.

#include <lithe/sqlite/callback.hpp>
#include <lithe/sqlite/statement_ledger.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lithe::inline v0 {

/// Of one statement, since the database was opened.
struct statement_statistics {
    std::string sql{};
    std::string table{};  ///< that it writes, else the first that it reads
    std::uint64_t calls = 0;
    std::uint64_t failures = 0;
    std::uint64_t rows = 0;            ///< returned
    std::chrono::nanoseconds total{};  ///< of all calls; of a stream with the loop around it
    std::chrono::nanoseconds worst{};
    std::uint64_t full_scan_steps = 0;  ///< rows passed in scans of whole tables
    std::uint64_t sorts = 0;            ///< without an index to give the order
};

/// The statements that ran, those that took the most time first.
struct statistics {
    std::vector<statement_statistics> statements{};
};

/// Something failed where no caller waits for it, as in an observation.
struct background_error {
    std::string_view where{};  ///< "observe", "backup", ...
    std::exception_ptr error{};
};

namespace detail {

/// Hands each run to the option .on_statement; what that throws is dropped: the statement is done.
class statement_reporter final : public statement_listener {
public:
    explicit statement_reporter(callback<void(statement_event const&)> hook)
        : hook_(std::move(hook)) {}

    explicit operator bool() const noexcept { return static_cast<bool>(hook_); }
    void ran(statement_event const& event) noexcept override {
        try {
            hook_(event);
        } catch (...) {
        }
    }

private:
    callback<void(statement_event const&)> hook_;
};

/// The ledgers of a database's connections: a connection that closes leaves its own to the next.
/// Lifetime: longer than the connections.
class ledger_book {
public:
    ledger_book(bool counts, callback<void(statement_event const&)> hook)
        : reporter_(std::move(hook)), counts_(counts) {}
    ledger_book(ledger_book const&) = delete;
    ledger_book& operator=(ledger_book const&) = delete;
    ~ledger_book() {
        while (first_ != nullptr)
            delete std::exchange(first_, first_->next);
    }

    /// Null where nothing is to be recorded.
    statement_ledger* rent(call_site const* site, bool of_writer) {
        if (!counts_ && !reporter_)
            return nullptr;
        std::lock_guard const lock(mutex_);
        auto* free = first_;
        while (free != nullptr && free->rented)
            free = free->next;
        if (free == nullptr) {
            free = new statement_ledger;
            free->next = std::exchange(first_, free);
        }
        free->rented = true;
        free->counts = counts_;
        free->of_writer = of_writer;
        free->site = site;
        free->listener = reporter_ ? &reporter_ : nullptr;
        return free;
    }
    void give_back(statement_ledger* ledger) noexcept {
        if (ledger == nullptr)
            return;
        std::lock_guard const lock(mutex_);
        ledger->rented = false;
    }

    /// `visit(statement_record const&)` for each statement of each connection.
    template <class Visitor>
    void each(Visitor visit) {
        std::lock_guard const lock(mutex_);
        for (auto const* ledger = first_; ledger != nullptr; ledger = ledger->next)
            ledger->each(visit);
    }

private:
    std::mutex mutex_;
    statement_ledger* first_ = nullptr;
    statement_reporter reporter_;
    bool counts_;
};

/// The sums over all connections. A template, so that only who asks for it compiles it.
template <class Result>
Result collect_statistics(ledger_book& book) {
    Result found;
    auto& all = found.statements;
    book.each([&all](statement_record const& record) {
        auto const& statement = *record.of.load(std::memory_order_acquire);
        auto at = all.begin();
        while (at != all.end() && at->sql != statement.sql)
            ++at;
        if (at == all.end())
            at = all.insert(at, {.sql = statement.sql, .table = statement.table});
        auto const worst = record.worst.load(std::memory_order_relaxed);
        at->calls += record.calls.load(std::memory_order_relaxed);
        at->failures += record.failures.load(std::memory_order_relaxed);
        at->rows += record.rows.load(std::memory_order_relaxed);
        at->total += std::chrono::nanoseconds(record.nanoseconds.load(std::memory_order_relaxed));
        if (at->worst < std::chrono::nanoseconds(worst))
            at->worst = std::chrono::nanoseconds(worst);
        at->full_scan_steps += record.full_scan_steps.load(std::memory_order_relaxed);
        at->sorts += record.sorts.load(std::memory_order_relaxed);
    });
    for (std::size_t end = all.size(); end > 1; --end) {  // few: <algorithm> would cost more
        for (std::size_t at = 1; at < end; ++at) {
            if (all[at - 1].total < all[at].total)
                std::swap(all[at - 1], all[at]);
        }
    }
    return found;
}

}  // namespace detail
}  // namespace lithe::inline v0
