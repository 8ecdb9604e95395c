#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// One read-only connection of the pool: begins and ends snapshots, and may keep one between single
// reads for as long as nothing is committed, since taking and dropping it is half of a point read.

#include <lithe/runtime/kept_mapping.hpp>
#include <lithe/runtime/read_options.hpp>
#include <lithe/runtime/statistics.hpp>
#include <lithe/runtime/transaction_statement.hpp>
#include <lithe/runtime/wal_index.hpp>
#include <lithe/sqlite/call_site.hpp>
#include <lithe/sqlite/connection.hpp>
#include <lithe/sqlite/open_options.hpp>

#include <chrono>
#include <cstdint>
#include <ctime>
#include <string>

namespace lithe::inline v0 {
namespace detail {

/// Milliseconds of a clock that is never set and costs next to nothing; it moves every 4 ms or so.
inline std::int64_t coarse_milliseconds() noexcept {
#if defined(CLOCK_MONOTONIC_COARSE)
    std::timespec now{};
    if (clock_gettime(CLOCK_MONOTONIC_COARSE, &now) == 0)
        return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
#endif
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// Threads: that of its lease; while it is idle, whoever holds the pool's mutex.
class pooled_reader {
public:
    pooled_reader(std::string const& path, open_options const& options, ledger_book* book = nullptr)
        : book_(book),
          session_(path, options),
          mapping_(session_.native()),
          begin_(session_.native(), "BEGIN"),
          take_snapshot_(session_.native(), "PRAGMA schema_version"),
          end_(session_.native(), "COMMIT"),
          rollback_(session_.native(), "ROLLBACK") {
        if (book_ != nullptr)
            session_.record_in(book_->rent(&site, false));
    }
    pooled_reader(pooled_reader const&) = delete;
    pooled_reader& operator=(pooled_reader const&) = delete;
    ~pooled_reader() {
        if (book_ != nullptr)
            book_->give_back(session_.ledger());
    }

    session& connection() noexcept { return session_; }
    read_watch& watch() noexcept { return watch_; }

    /// Opens a read transaction on the last commit. BEGIN alone takes no snapshot: without the read
    /// behind it, the callback would see commits that came before its own first query.
    void begin() {
        if (kept_) {
            kept_ = false;
            if (index_.read() == stamp_)
                return;
            end();
        }
        begin_.run_or_throw();
        if (int const rc = take_snapshot_.run(); rc != SQLITE_OK) {
            try {
                throw_error(session_.native(), rc, take_snapshot_.sql());
            } catch (...) {
                end();
                throw;
            }
        }
    }

    /// As begin(), for one statement whose snapshot may be used by the next read, too. Does nothing
    /// where the file has no WAL: there a reader would keep the writer out.
    void begin_kept() {
        if (kept_ && index_.read() == stamp_)
            return;
        if (!index_.attached()) {
            begin();  // maps the WAL's index, if the file has one
            end();
            if (!index_.attach(session_.native()))
                return;
        }
        let_go();
        auto const before = index_.read();
        begin();
        stamp_ = before;
        kept_ = true;
    }

    /// Whether a snapshot is kept for the next single read.
    bool keeps() const noexcept { return kept_; }
    void let_go() noexcept {
        kept_ = false;
        end();
    }

    /// Ends a lease. A kept snapshot stays: only whole statements of lithe's own ran on it.
    void finish() noexcept {
        watch_.disarm(session_.native());
        if (!kept_)
            end();
        session_.unsettled().forget();  // of statements that the callback ran by hand
    }

    /// Leaves no transaction, snapshot or unfinished statement behind, whatever the callback did.
    void end() noexcept {
        auto* const db = session_.native();
        if (!outside_transaction(db) && end_.run() != SQLITE_OK && rollback_.run() != SQLITE_OK) {
            reset_unfinished(db);  // an interrupt goes on as long as any is open
            rollback_.run();
        }
        if (holds_snapshot(db))
            reset_unfinished(db);
    }

    /// Header of the WAL's index, once attached.
    wal_index& index() noexcept { return index_; }

    // Of the pool, and guarded by its mutex.
    call_site site{};
    std::int64_t since = 0;  // when it was lent or, idle, given back: coarse_milliseconds()
    bool lent = false;
    bool held = false;  // by a snapshot

private:
    ledger_book* book_;
    session session_;
    kept_mapping mapping_;
    transaction_statement begin_;
    transaction_statement take_snapshot_;
    transaction_statement end_;
    transaction_statement rollback_;
    wal_index index_;
    wal_stamp stamp_;
    read_watch watch_;
    bool kept_ = false;
};

}  // namespace detail
}  // namespace lithe::inline v0
