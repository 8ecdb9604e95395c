#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Read-only connections, opened when first needed, lent to one thread at a time, the last used one
// first (its pages are in its cache). A reader cannot write, and cannot checkpoint, which before
// SQLite 3.51.3 is what keeps two checkpointers from corrupting the file.

#include <lithe/runtime/transaction_statement.hpp>
#include <lithe/sqlite/connection.hpp>
#include <lithe/sqlite/error.hpp>
#include <lithe/sqlite/open_options.hpp>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>  // unique_ptr: connections do not move while they are lent
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lithe::inline v0 {
namespace detail {

/// One connection of the pool.
class pooled_reader {
public:
    pooled_reader(std::string const& path, open_options const& options)
        : session_(path, options),
          begin_(session_.native(), "BEGIN"),
          take_snapshot_(session_.native(), "PRAGMA schema_version"),
          end_(session_.native(), "COMMIT"),
          rollback_(session_.native(), "ROLLBACK") {}

    session& connection() noexcept { return session_; }

    /// Opens a read transaction on the last commit. BEGIN alone takes no snapshot: without the read
    /// behind it, the callback would see commits that came before its own first query.
    void begin() {
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

    /// Leaves no transaction, snapshot or unfinished statement behind, whatever the callback did.
    void end() noexcept {
        auto* const db = session_.native();
        if (!outside_transaction(db) && end_.run() != SQLITE_OK)
            rollback_.run();
        if (holds_snapshot(db))
            reset_unfinished(db);
    }

private:
    session session_;
    transaction_statement begin_;
    transaction_statement take_snapshot_;
    transaction_statement end_;
    transaction_statement rollback_;
};

/// At most `size` connections lent at a time, and one more to the writer thread, which must not
/// wait for readers: they may be waiting for it.
class reader_pool {
public:
    /// Opens nothing yet. Precondition: `size` is not 0.
    reader_pool(std::string path, open_options options, std::size_t size)
        : path_(std::move(path)), options_(std::move(options)), size_(size) {
        all_.reserve(size + 1);
        idle_.reserve(size + 1);
    }
    reader_pool(reader_pool const&) = delete;
    reader_pool& operator=(reader_pool const&) = delete;
    ~reader_pool() { close(std::nullopt); }

    /// A connection of the pool in the hands of one thread.
    class lease {
    public:
        /// Waits while all are lent; with `may_wait` false, one more connection is opened instead.
        ///
        /// Errors: throws closed after close(), and what opening a connection throws.
        explicit lease(reader_pool& pool, bool may_wait = true)
            : pool_(pool), reader_(pool.take(may_wait)) {}
        lease(lease const&) = delete;
        lease& operator=(lease const&) = delete;
        ~lease() {
            reader_.end();
            pool_.give_back(reader_);
        }

        pooled_reader& operator*() const noexcept { return reader_; }
        pooled_reader* operator->() const noexcept { return &reader_; }

    private:
        reader_pool& pool_;
        pooled_reader& reader_;
    };

    /// Refuses further leases, waits until every connection is back, and closes them. After
    /// `deadline` the statements that still run are interrupted: their callbacks get `cancelled`.
    void close(std::optional<std::chrono::steady_clock::time_point> deadline) noexcept {
        std::unique_lock lock(mutex_);
        closed_ = true;
        changed_.notify_all();
        auto const all_back = [this] { return lent_ == 0; };
        if (deadline && !changed_.wait_until(lock, *deadline, all_back)) {
            // Again and again: a callback may run a next statement.
            do {
                for (auto const& reader : all_)
                    sqlite3_interrupt(reader->connection().native());
            } while (!changed_.wait_for(lock, std::chrono::milliseconds(10), all_back));
        }
        changed_.wait(lock, all_back);
        idle_.clear();
        all_.clear();
    }

private:
    pooled_reader& take(bool may_wait) {
        std::unique_lock lock(mutex_);
        while (!closed_ && may_wait && lent_ >= size_)
            changed_.wait(lock);
        if (closed_)
            throw lithe::closed("lithe: read(): the database is closed");
        ++lent_;
        if (idle_.empty())
            return open(lock);
        auto& reader = *idle_.back();
        idle_.pop_back();
        return reader;
    }

    pooled_reader& open(std::unique_lock<std::mutex>& lock) {
        lock.unlock();  // others get theirs meanwhile
        std::unique_ptr<pooled_reader> reader;
        try {
            reader = std::make_unique<pooled_reader>(path_, options_);
        } catch (...) {
            lock.lock();
            note_returned();
            throw;
        }
        lock.lock();
        all_.push_back(std::move(reader));
        return *all_.back();
    }

    void give_back(pooled_reader& reader) noexcept {
        std::lock_guard const lock(mutex_);
        idle_.push_back(&reader);  // reserved
        note_returned();
    }

    // Under the mutex, since close() may end, and the pool with it, as soon as it is let go.
    void note_returned() noexcept {
        --lent_;
        if (closed_) {
            changed_.notify_all();
        } else {
            changed_.notify_one();
        }
    }

    std::string path_;
    open_options options_;
    std::size_t size_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::unique_ptr<pooled_reader>> all_{};
    std::vector<pooled_reader*> idle_{};
    std::size_t lent_ = 0;  // those being opened included
    bool closed_ = false;
};

}  // namespace detail
}  // namespace lithe::inline v0
