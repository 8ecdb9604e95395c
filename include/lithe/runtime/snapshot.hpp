#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A snapshot that lives as an object: reads at different times, and on several threads, see the
// same commit. It holds one reader, or several that were opened on one commit: no commit came
// between the first and the last if the WAL index's header is the same before and after.
// sqlite3_snapshot_open would do it later, too, but few builds of SQLite have it.

#include <lithe/meta/callable.hpp>
#include <lithe/runtime/access.hpp>
#include <lithe/runtime/reader_pool.hpp>
#include <lithe/sqlite/error.hpp>
#include <lithe/sqlite/lent_handle.hpp>
#include <lithe/sqlite/transaction.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

namespace lithe::inline v0 {

/// How many threads may read from a snapshot at a time.
struct snapshot_options {
    std::size_t readers = 1;
};

namespace detail {

class snapshot_list;

/// Counted by its owners: the object, and the database while it closes.
class snapshot_state {
public:
    snapshot_state(void const* database, reader_pool& pool, std::size_t readers, call_site site)
        : database_(database), pool_(pool), too_old_(pool.too_old_from_now()) {
        if (readers == 0 || readers > 64)
            throw std::invalid_argument("lithe: snapshot(): .readers must be from 1 to 64");
        all_.reserve(readers);
        idle_.reserve(readers);
        try {
            while (all_.size() < readers)
                all_.push_back(&pool_.take({.held = true, .site = site}));
            begin_together();
        } catch (...) {
            give_back();
            throw;
        }
        idle_ = all_;
    }
    snapshot_state(snapshot_state const&) = delete;
    snapshot_state& operator=(snapshot_state const&) = delete;

    /// Ends it; whoever reads is waited for, and after `deadline` interrupted.
    void close(std::optional<steady_time> deadline) noexcept {
        std::unique_lock lock(mutex_);
        closed_ = true;
        changed_.notify_all();
        auto const all_back = [this] { return idle_.size() == all_.size(); };
        if (deadline && !changed_.wait_until(lock, *deadline, all_back)) {
            do {
                for (auto* const each : all_)
                    sqlite3_interrupt(each->connection().native());
            } while (!changed_.wait_for(lock, std::chrono::milliseconds(10), all_back));
        }
        changed_.wait(lock, all_back);
        give_back();
    }

    /// Ends it inside a read of its own, which close() would wait for: the last read that is under
    /// way gives the readers back, and drops the count that was the object's.
    void end_with_reads() noexcept {
        std::lock_guard const lock(mutex_);
        closed_ = true;
        ends_with_reads_ = true;
        changed_.notify_all();
    }

    void keep() noexcept { owners_.fetch_add(1, std::memory_order_relaxed); }
    void drop() noexcept {
        if (owners_.fetch_sub(1, std::memory_order_acq_rel) == 1)
            delete this;
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
            if (state_.is_last_back(reader_))
                state_.drop();
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
        auto& first = *all_.front();
        first.begin();
        // Without a WAL, a reader keeps every writer from committing.
        if (all_.size() == 1 || !first.index().attach(first.connection().native())) {
            for (std::size_t at = 1; at < all_.size(); ++at)
                all_[at]->begin();
            return;
        }
        // Under 40 000 commits/s every second attempt of four readers succeeds.
        for (int attempt = 0; attempt < 10'000; ++attempt) {
            for (auto* const each : all_)
                each->end();
            auto const before = first.index().read();
            for (auto* const each : all_)
                each->begin();
            if (first.index().read() == before)
                return;
        }
        throw busy_error(
            "lithe: snapshot(): commits left no moment for several readers to begin "
            "together; ask for fewer",
            SQLITE_BUSY);
    }

    pooled_reader& take(read_options const& limits) {
        auto const deadline = moment_of(limits.deadline);
        std::unique_lock lock(mutex_);
        auto const why = wait_within(lock, changed_, deadline, &limits.stop,
                                     [this] { return closed_ || !idle_.empty(); });
        if (closed_)
            throw lithe::closed("lithe: snapshot: read(): the database is closed");
        if (limits.stop.stop_requested())
            read_watch::throw_reason(read_watch::reason::stopped);
        if (idle_.empty())
            read_watch::throw_reason(why);
        auto& reader = *idle_.back();
        idle_.pop_back();
        lock.unlock();
        reader.watch().arm(reader.connection().native(), deadline, &limits.stop, too_old_);
        return reader;
    }

    // Whether the object ended meanwhile, and no other read is under way.
    bool is_last_back(pooled_reader& reader) noexcept {
        std::lock_guard const lock(mutex_);
        idle_.push_back(&reader);
        changed_.notify_all();
        if (!ends_with_reads_ || idle_.size() != all_.size())
            return false;
        give_back();
        return true;
    }

    void give_back() noexcept {
        for (auto* const each : all_) {
            each->finish();
            pool_.give_back(*each);
        }
        all_.clear();
        idle_.clear();
    }

    void const* database_;
    reader_pool& pool_;  // until closed
    clock_point const too_old_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<pooled_reader*> all_{};
    std::vector<pooled_reader*> idle_{};
    std::atomic<int> owners_{1};
    bool closed_ = false;
    bool ends_with_reads_ = false;

    friend class snapshot_list;
    snapshot_list* list_ = nullptr;  // these two are guarded by snapshot_list's mutex
    snapshot_state* next_ = nullptr;
};

/// The snapshots of a database, which close() ends.
class snapshot_list {
public:
    void add(snapshot_state& state) {
        std::lock_guard const lock(registration());
        if (closed_)
            throw closed("lithe: snapshot(): the database is closed");
        state.list_ = this;
        state.next_ = std::exchange(first_, &state);
    }

    /// Of a snapshot whose database may be gone.
    static void remove(snapshot_state& state) noexcept {
        std::lock_guard const lock(registration());
        if (state.list_ == nullptr)
            return;
        auto** link = &state.list_->first_;
        while (*link != &state)
            link = &(*link)->next_;
        *link = state.next_;
    }

    void close(std::optional<steady_time> deadline) noexcept {
        while (auto* const state = take()) {
            state->close(deadline);
            state->drop();
        }
    }

private:
    static std::mutex& registration() {
        static auto& mutex = *new std::mutex;  // of all databases; held for a moment
        return mutex;
    }
    snapshot_state* take() noexcept {
        std::lock_guard const lock(registration());
        closed_ = true;
        auto* const state = first_;
        if (state != nullptr) {
            first_ = state->next_;
            state->list_ = nullptr;
            state->keep();
        }
        return state;
    }

    snapshot_state* first_ = nullptr;
    bool closed_ = false;
};

template <class Task>
consteval bool require_read_callback() {
    constexpr bool callable = is_callable<Task, reader>;
    static_assert(
        callable,
        "lithe: read(): the callback cannot be called so; give it one parameter, lithe::reader&");
    return callable;
}

/// Runs `task` on a reader with limits: what these interrupt is named by its reason. `Result` is
/// asked for in the user's own call, so that a generic lambda is compiled one step from it.
template <class Result, class Task>
Result run_watched(pooled_reader& lent, Task& task) {
    auto const* const gate = lent.watch().gate();
    if (gate != nullptr)
        gate->require_open();
    lent_handle<reader> const queries(lent.connection(), gate);
    try {
        if constexpr (is_refused_result<Result>) {
            return {};
        } else {
            return task(*queries);
        }
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
/// WAL cannot start over; after the database was closed read() throws closed. Destroyed inside its
/// own read(), it ends with that read.
class snapshot {
public:
    /// Takes over the first count of `state`.
    explicit snapshot(detail::snapshot_state& state) noexcept : state_(&state) {}
    snapshot(snapshot&& other) noexcept : state_(std::exchange(other.state_, nullptr)) {}
    snapshot& operator=(snapshot&& other) noexcept {
        if (this != &other) {
            end();
            state_ = std::exchange(other.state_, nullptr);
        }
        return *this;
    }
    ~snapshot() { end(); }

    /// Runs `task(reader&)` on this thread. Errors: as database::read; deadline_exceeded when it is
    /// older than max_read_age.
    template <class Task>
    auto read(Task&& task, read_options const& limits = {}) const {
        if constexpr (detail::require_read_callback<Task>()) {
            using result = detail::lasting<decltype(task(std::declval<reader&>()))>;
            detail::require_lasting<result>();
            if (state_ == nullptr)
                throw std::logic_error("lithe: snapshot: it was moved from");
            state_->require_read_allowed();
            detail::snapshot_state::turn turn(*state_, limits);
            detail::access_record const inside(state_->database(), detail::access_kind::read_block);
            detail::access_record const in_this(state_, detail::access_kind::read_block);
            return detail::run_watched<result>(turn.reader(), task);
        } else {
            return detail::unavailable{};
        }
    }

    detail::snapshot_state& state() const noexcept { return *state_; }

private:
    void end() noexcept {
        if (state_ == nullptr)
            return;
        detail::snapshot_list::remove(*state_);
        if (detail::access_record::find(state_) != nullptr) {
            std::exchange(state_, nullptr)->end_with_reads();
            return;
        }
        state_->close(std::nullopt);
        std::exchange(state_, nullptr)->drop();
    }

    detail::snapshot_state* state_;
};

}  // namespace lithe::inline v0
