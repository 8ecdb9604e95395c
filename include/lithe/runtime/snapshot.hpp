#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A snapshot that lives as an object: reads at different times, and on several threads, see the
// same commit. It holds one reader, or several that were opened on one commit: no commit came
// between the first and the last if the WAL index's header is the same before and after.
// sqlite3_snapshot_open would do it later, too, but few builds of SQLite have it.

#include <lithe/runtime/access.hpp>
#include <lithe/runtime/reader_pool.hpp>
#include <lithe/sqlite/error.hpp>
#include <lithe/sqlite/transaction.hpp>

#include <condition_variable>
#include <cstddef>
#include <memory>  // shared_ptr: the object and the database that closes it know of each other
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace lithe::inline v0 {

/// How many threads may read from a snapshot at a time.
struct snapshot_options {
    std::size_t readers = 1;
};

namespace detail {

class snapshot_state {
public:
    snapshot_state(void const* database, reader_pool& pool, std::size_t readers, call_site site)
        : database_(database) {
        if (readers == 0 || readers > 64)
            throw std::invalid_argument("lithe: snapshot(): .readers must be from 1 to 64");
        for (std::size_t at = 0; at < readers; ++at) {
            leases_.push_back(std::make_unique<reader_pool::lease>(
                pool, read_request{.held = true, .site = site}));
        }
        begin_together();
        for (auto const& each : leases_)
            idle_.push_back(&**each);
    }

    /// Ends it; whoever reads is waited for, and after `deadline` interrupted.
    void close(std::optional<steady_time> deadline) noexcept {
        std::unique_lock lock(mutex_);
        closed_ = true;
        changed_.notify_all();
        auto const all_back = [this] { return idle_.size() == leases_.size(); };
        if (deadline && !changed_.wait_until(lock, *deadline, all_back)) {
            do {
                for (auto const& each : leases_)
                    sqlite3_interrupt((*each)->connection().native());
            } while (!changed_.wait_for(lock, std::chrono::milliseconds(10), all_back));
        }
        changed_.wait(lock, all_back);
        idle_.clear();
        leases_.clear();
    }

    /// One of its readers, for one callback.
    class turn {
    public:
        turn(snapshot_state& state, read_options const& limits)
            : state_(state), reader_(state.take(limits)) {}
        turn(turn const&) = delete;
        turn& operator=(turn const&) = delete;
        ~turn() {
            reader_.watch().disarm(reader_.connection().native());
            reset_unfinished(reader_.connection().native());
            std::lock_guard const lock(state_.mutex_);
            state_.idle_.push_back(&reader_);
            state_.changed_.notify_all();
        }
        pooled_reader& reader() noexcept { return reader_; }

    private:
        snapshot_state& state_;
        pooled_reader& reader_;
    };

    void require_read_allowed() const {
        auto const* const outer = access_record::find(database_);
        if (outer != nullptr && outer->kind() == access_kind::write_job) {
            throw reentrant_call(
                "lithe: snapshot: read(): called inside a write callback; use its transaction");
        }
        if (access_record::find(this) != nullptr) {
            throw reentrant_call(
                "lithe: snapshot: read(): called inside its own read callback; use its reader");
        }
    }

    void const* database() const noexcept { return database_; }

private:
    void begin_together() {
        auto& first = **leases_.front();
        first.begin();
        // Without a WAL, a reader keeps every writer from committing.
        if (leases_.size() == 1 || !first.index().attach(first.connection().native())) {
            for (std::size_t at = 1; at < leases_.size(); ++at)
                (*leases_[at])->begin();
            return;
        }
        // Under 40 000 commits/s every second attempt of four readers succeeds.
        for (int attempt = 0; attempt < 10'000; ++attempt) {
            for (auto const& each : leases_)
                (*each)->end();
            auto const before = first.index().read();
            for (auto const& each : leases_)
                (*each)->begin();
            if (first.index().read() == before)
                return;
        }
        throw busy_error(
            "lithe: snapshot(): commits left no moment for several readers to begin "
            "together; ask for fewer",
            SQLITE_BUSY);
    }

    pooled_reader& take(read_options const& limits) {
        auto const deadline = moment_after(limits.deadline);
        std::unique_lock lock(mutex_);
        auto why = read_watch::reason::none;
        while (!closed_ && idle_.empty() && why == read_watch::reason::none) {
            auto next = std::chrono::steady_clock::now() + std::chrono::hours(1);
            if (limits.stop.stop_possible())
                next = std::chrono::steady_clock::now() + std::chrono::milliseconds(2);
            if (deadline && *deadline < next)
                next = *deadline;
            changed_.wait_until(lock, next);
            if (deadline && std::chrono::steady_clock::now() >= *deadline)
                why = read_watch::reason::deadline;
            if (limits.stop.stop_requested())
                why = read_watch::reason::stopped;
        }
        if (closed_)
            throw lithe::closed("lithe: snapshot: read(): the database is closed");
        if (limits.stop.stop_requested())
            read_watch::throw_reason(read_watch::reason::stopped);
        if (idle_.empty())
            read_watch::throw_reason(why);
        auto& reader = *idle_.back();
        idle_.pop_back();
        lock.unlock();
        if (deadline || limits.stop.stop_possible())
            reader.watch().arm(reader.connection().native(), deadline, &limits.stop, std::nullopt);
        return reader;
    }

    void const* database_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::unique_ptr<reader_pool::lease>> leases_{};
    std::vector<pooled_reader*> idle_{};
    bool closed_ = false;
};

/// The snapshots of a database, which close() ends.
class snapshot_list {
public:
    void add(std::shared_ptr<snapshot_state> state) {
        std::lock_guard const lock(mutex_);
        if (closed_)
            throw closed("lithe: snapshot(): the database is closed");
        auto at = all_.begin();
        while (at != all_.end() && !at->expired())
            ++at;
        if (at == all_.end()) {
            all_.push_back(std::move(state));
        } else {
            *at = std::move(state);
        }
    }
    void close(std::optional<steady_time> deadline) noexcept {
        std::vector<std::weak_ptr<snapshot_state>> open;
        {
            std::lock_guard const lock(mutex_);
            closed_ = true;
            open.swap(all_);
        }
        for (auto const& each : open) {
            if (auto const state = each.lock())
                state->close(deadline);
        }
    }

private:
    std::mutex mutex_;
    std::vector<std::weak_ptr<snapshot_state>> all_{};
    bool closed_ = false;
};

/// Runs `task` on a reader with limits: what these interrupt is named by its reason.
template <class Task>
auto run_watched(pooled_reader& lent, Task& task) {
    reader queries(lent.connection());
    try {
        return task(queries);
    } catch (cancelled const&) {
        if (auto const why = lent.watch().fired(); why != read_watch::reason::none)
            read_watch::throw_reason(why);
        throw;
    }
}

}  // namespace detail

/// One commit, to be read from again and again: `auto s = db.snapshot(); s.read(fn)`.
///
/// Threads: any; `readers` of them at a time, the others wait. Lifetime: as long as it lives the
/// WAL cannot start over; after the database was closed read() throws closed.
class snapshot {
public:
    explicit snapshot(std::shared_ptr<detail::snapshot_state> state) : state_(std::move(state)) {}
    snapshot(snapshot&&) noexcept = default;
    snapshot& operator=(snapshot&& other) noexcept {
        if (this != &other) {
            end();
            state_ = std::move(other.state_);
        }
        return *this;
    }
    ~snapshot() { end(); }

    /// Runs `task(reader&)` on this thread. Errors: as database::read.
    template <class Task>
    auto read(Task&& task, read_options const& limits = {}) const {
        if (state_ == nullptr)
            throw std::logic_error("lithe: snapshot: it was moved from");
        state_->require_read_allowed();
        detail::snapshot_state::turn turn(*state_, limits);
        detail::access_record const inside(state_->database(), detail::access_kind::read_block);
        detail::access_record const in_this(state_.get(), detail::access_kind::read_block);
        return detail::run_watched(turn.reader(), task);
    }

private:
    void end() noexcept {
        if (state_ != nullptr)
            state_->close(std::nullopt);
        state_.reset();
    }

    std::shared_ptr<detail::snapshot_state> state_;
};

}  // namespace lithe::inline v0
