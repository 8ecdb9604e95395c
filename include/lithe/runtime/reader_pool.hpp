#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Read-only connections, opened when first needed, lent to one thread at a time, the last used one
// first (its pages are in its cache). A reader cannot write, and cannot checkpoint, which before
// SQLite 3.51.3 is what keeps two checkpointers from corrupting the file.

#include <lithe/runtime/histogram.hpp>
#include <lithe/runtime/pooled_reader.hpp>
#include <lithe/sqlite/error.hpp>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>  // unique_ptr: connections do not move while they are lent
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace lithe::inline v0 {
namespace detail {

/// Beside its size.
struct pool_settings {
    bool keep_snapshots = false;
    timeout max_read_age{};       // 0: none
    ledger_book* book = nullptr;  // none: nothing is recorded
};

/// How a lease is asked for.
struct read_request {
    bool may_wait = true;  // else one more connection is opened
    bool held = false;     // by a snapshot, beside those that are lent
    read_options const* limits = nullptr;
    call_site site{};
};

/// What the pool has done and does.
struct pool_state {
    std::size_t size = 0;
    std::size_t open = 0;
    std::size_t lent = 0;
    std::size_t held = 0;  // by snapshots
    std::uint64_t reads = 0;
    std::uint64_t waited = 0;  // for a reader
    std::uint64_t timeouts = 0;
    histogram wait{};             // of those that waited
    std::int64_t oldest_age = 0;  // milliseconds
    call_site oldest_site{};
};

/// At most `size` connections lent at a time, and one more to the writer thread, which must not
/// wait for readers: they may be waiting for it. Those of snapshots come on top.
class reader_pool {
public:
    /// Opens nothing yet. Precondition: `size` is not 0.
    reader_pool(std::string path, open_options options, std::size_t size,
                pool_settings settings = {})
        : path_(std::move(path)), options_(std::move(options)), size_(size), settings_(settings) {}
    reader_pool(reader_pool const&) = delete;
    reader_pool& operator=(reader_pool const&) = delete;
    ~reader_pool() { close(std::nullopt); }

    /// A connection of the pool in the hands of one thread.
    class lease {
    public:
        /// Waits while all are lent.
        ///
        /// Errors: throws closed after close(), deadline_exceeded and cancelled as the limits say,
        /// and what opening a connection throws.
        explicit lease(reader_pool& pool, read_request const& wanted = {})
            : pool_(pool), reader_(pool.take(wanted)) {}
        lease(lease const&) = delete;
        lease& operator=(lease const&) = delete;
        ~lease() {
            reader_.finish();
            pool_.give_back(reader_);
        }

        pooled_reader& operator*() const noexcept { return reader_; }
        pooled_reader* operator->() const noexcept { return &reader_; }

    private:
        reader_pool& pool_;
        pooled_reader& reader_;
    };

    bool keeps_snapshots() const noexcept { return settings_.keep_snapshots; }

    /// How many may be lent from now on. More than that many that are lent now end as they will.
    void resize(std::size_t size) {
        std::unique_lock const lock(mutex_);
        size_ = size;
        while (all_.size() > size_ && !idle_.empty())
            drop_idle();
        changed_.notify_all();
    }

    pool_state state() {
        std::unique_lock const lock(mutex_);
        pool_state now{.size = size_,
                       .open = all_.size(),
                       .lent = lent_,
                       .held = held_,
                       .reads = reads_,
                       .waited = waited_,
                       .timeouts = timeouts_,
                       .wait = wait_.copy()};
        auto const instant = coarse_milliseconds();
        for (auto const& reader : all_) {
            auto const age = instant - reader->since;
            if (reader->lent && (now.oldest_site.file[0] == 0 || age > now.oldest_age)) {
                now.oldest_age = age;
                now.oldest_site = reader->site;
            }
        }
        return now;
    }

    /// Refuses further leases, waits until every connection is back, and closes them. After
    /// `deadline` the statements that still run are interrupted: their callbacks get `cancelled`.
    void close(std::optional<steady_time> deadline) noexcept {
        std::unique_lock lock(mutex_);
        closed_ = true;
        changed_.notify_all();
        idle_changed_.notify_all();
        auto const all_back = [this] { return lent_ + held_ == 0; };
        if (deadline && !changed_.wait_until(lock, *deadline, all_back)) {
            // Again and again: a callback may run a next statement.
            do {
                for (auto const& reader : all_)
                    sqlite3_interrupt(reader->connection().native());
            } while (!changed_.wait_for(lock, std::chrono::milliseconds(10), all_back));
        }
        changed_.wait(lock, all_back);
        auto caretaker = std::move(caretaker_);
        lock.unlock();
        if (caretaker.joinable())
            caretaker.join();
        lock.lock();
        idle_.clear();
        all_.clear();
    }

    /// A kept snapshot that nobody used for so long is let go: it may keep the WAL from starting
    /// over.
    static constexpr std::chrono::milliseconds kept_idle{100};

    open_options const& options() const noexcept { return options_; }
    std::string const& path() const noexcept { return path_; }

    /// Whether close() has begun.
    bool closing() {
        std::lock_guard const lock(mutex_);
        return closed_;
    }

    /// When a snapshot taken now is older than max_read_age.
    clock_point too_old_from_now() const noexcept {
        return settings_.max_read_age.count() > 0 ? moment_after(settings_.max_read_age)
                                                  : no_moment;
    }

    /// A connection of the caller's own, opened as those of the pool are.
    std::unique_ptr<pooled_reader> open_another() const {
        return std::make_unique<pooled_reader>(path_, options_, settings_.book);
    }

    /// What a lease does, for those who hold several.
    pooled_reader& take(read_request const& wanted) {
        auto const* const limits = wanted.limits;
        auto const deadline = limits == nullptr ? no_moment : moment_of(limits->deadline);
        auto const* const stop = limits == nullptr ? nullptr : &limits->stop;
        if (stop != nullptr && stop->stop_requested())
            read_watch::throw_reason(read_watch::reason::stopped);
        std::unique_lock lock(mutex_);
        if (!closed_ && wanted.may_wait && !wanted.held && lent_ >= size_)
            wait_for_room(lock, deadline, stop);
        if (closed_)
            throw lithe::closed("lithe: read(): the database is closed");
        ++(wanted.held ? held_ : lent_);
        ++reads_;
        auto& reader = idle_.empty() ? open(lock, wanted.held) : last_used();
        reader.held = wanted.held;
        reader.site = wanted.site;
        reader.since = coarse_milliseconds();
        reader.lent = true;
        lock.unlock();
        auto const too_old = too_old_from_now();
        if (limits != nullptr || too_old != no_moment)
            reader.watch().arm(reader.connection().native(), deadline, stop, too_old);
        return reader;
    }

    void give_back(pooled_reader& reader) noexcept {
        std::lock_guard const lock(mutex_);
        bool const held = reader.held;
        reader.lent = false;
        idle_.push_back(&reader);  // reserved
        if (reader.keeps()) {
            reader.since = coarse_milliseconds();
            wake_caretaker(reader);
        }
        if (all_.size() > size_ + held_ + 1)
            drop_idle();
        note_returned(held);
    }

private:
    void wait_for_room(std::unique_lock<std::mutex>& lock, clock_point deadline,
                       stop_token const* stop) {
        auto const began = moment_now();
        auto const why = wait_within(lock, changed_, deadline, stop,
                                     [this] { return closed_ || lent_ < size_; });
        ++waited_;
        wait_.add(moment_now() - began);
        if (closed_ || (lent_ < size_ && why != read_watch::reason::stopped))
            return;
        ++timeouts_;
        changed_.notify_one();  // the wake-up that this thread may have taken belongs to another
        read_watch::throw_reason(why);
    }

    pooled_reader& last_used() noexcept {
        auto& reader = *idle_.back();
        idle_.pop_back();
        return reader;
    }

    pooled_reader& open(std::unique_lock<std::mutex>& lock, bool held) {
        std::unique_ptr<pooled_reader> reader;
        lock.unlock();  // others get theirs meanwhile
        try {
            reader = std::make_unique<pooled_reader>(path_, options_, settings_.book);
            lock.lock();
            idle_.reserve(all_.size() + 1);  // so that giving back allocates nothing
            all_.push_back(std::move(reader));
        } catch (...) {
            if (!lock.owns_lock())
                lock.lock();
            note_returned(held);
            throw;
        }
        return *all_.back();
    }

    // The one that was idle for longest.
    void drop_idle() noexcept {
        auto* const unused = idle_.front();
        idle_.erase(idle_.begin());
        for (auto at = all_.begin(); at != all_.end(); ++at) {
            if (at->get() == unused) {
                all_.erase(at);
                return;
            }
        }
    }

    // Under the mutex, since close() may end, and the pool with it, as soon as it is let go.
    void note_returned(bool held) noexcept {
        --(held ? held_ : lent_);
        if (closed_) {
            changed_.notify_all();
        } else {
            changed_.notify_one();
        }
    }

    // A thread that there is only where snapshots are kept, and that sleeps when none is.
    void wake_caretaker(pooled_reader& reader) noexcept {
        if (closed_) {
            reader.let_go();
            return;
        }
        if (std::exchange(caretaker_has_work_, true))
            return;
        try {
            if (!caretaker_.joinable())
                caretaker_ = std::thread([this] { let_go_of_unused(); });
            idle_changed_.notify_all();
        } catch (...) {  // no thread to be had
            caretaker_has_work_ = false;
            reader.let_go();
        }
    }

    void let_go_of_unused() {
        std::unique_lock lock(mutex_);
        while (!closed_) {
            if (!caretaker_has_work_) {
                idle_changed_.wait(lock);
                continue;
            }
            idle_changed_.wait_for(lock, kept_idle);
            auto const long_ago = coarse_milliseconds() - kept_idle.count();
            bool still_kept = false;
            for (auto const& reader : all_) {
                if (!reader->lent && reader->keeps() && reader->since <= long_ago)
                    reader->let_go();
                still_kept = still_kept || (!reader->lent && reader->keeps());
            }
            caretaker_has_work_ = still_kept;
        }
    }

    std::string path_;
    open_options options_;
    std::size_t size_;  // guarded by mutex_, as is all below
    pool_settings const settings_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::condition_variable idle_changed_;
    std::vector<std::unique_ptr<pooled_reader>> all_{};
    std::vector<pooled_reader*> idle_{};
    std::size_t lent_ = 0;  // those being opened included
    bool closed_ = false;
    bool caretaker_has_work_ = false;
    std::thread caretaker_;
    std::size_t held_ = 0;
    std::uint64_t reads_ = 0;
    std::uint64_t waited_ = 0;
    std::uint64_t timeouts_ = 0;
    histogram_counter wait_{};
};

}  // namespace detail
}  // namespace lithe::inline v0
