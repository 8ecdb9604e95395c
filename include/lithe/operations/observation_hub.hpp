#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Who observes a database, and the thread that runs their callbacks. The writer notes which tables
// it changes (a few ns a row) and after COMMIT marks the observers of these as due; it never waits
// for one. Commits of other processes are looked for five times a second.

#include <lithe/operations/change_log.hpp>
#include <lithe/operations/noted_changes.hpp>
#include <lithe/runtime/commit_listener.hpp>
#include <lithe/runtime/database_core.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>  // shared_ptr: handles may outlive the database
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace lithe::inline v0 {
namespace detail {

/// One observation. Its members are guarded by the hub's mutex; run() is called without it.
class observer {
public:
    virtual ~observer() = default;
    /// On the thread of observations; an exception ends the observation.
    virtual void run(pooled_reader& on, noted_changes& changed) = 0;

    std::vector<std::size_t> tables{};
    noted_changes changed{};
    bool wants_rows = false;
    bool due = false;
    bool ended = false;
};

class observation_hub final : public commit_listener,
                              public std::enable_shared_from_this<observation_hub> {
public:
    static observation_hub& make(database_core& core) {
        std::shared_ptr<observation_hub> made(new observation_hub(core));
        made->self_ = made;
        return *made;
    }

    /// Begins an observation of the tables named.
    void add(std::shared_ptr<observer> const& added, std::vector<std::string> const& names) {
        std::lock_guard const lock(mutex_);
        if (ended_)
            throw closed("lithe: observe(): the database is closed");
        for (auto const& name : names)
            added->tables.push_back(number_of(name));
        observers_.push_back(added);
        if (added->wants_rows)
            row_observers_.fetch_add(1);
        active_.fetch_add(1);
        version_.fetch_add(1);
        if (!thread_.joinable())
            thread_ = std::thread([this] { loop(); });
        changed_.notify_all();
    }

    /// Ends it: when this returns, its callback is not running and will not run, unless this is
    /// called from that callback.
    void remove(observer& removed) noexcept {
        std::unique_lock lock(mutex_);
        forget(removed);
        if (std::this_thread::get_id() == thread_id_)
            return;
        idle_.wait(lock, [&] { return running_ != &removed; });
    }

    /// The name of a table by its number. On the thread of observations.
    std::string name_of(std::size_t number) {
        std::lock_guard const lock(mutex_);
        return names_[number];
    }

    // ---- of the writer thread ----

    void before_batch(sqlite3* writer) noexcept override {
        bool const wanted = active_.load() != 0;
        log_.arm(writer, wanted);
        if (!wanted)
            return;
        log_.notes_rows = row_observers_.load() != 0;
        if (auto const version = version_.load(); version != seen_version_) {
            std::lock_guard const lock(mutex_);
            try {
                log_.names = names_;
                seen_version_ = version;
            } catch (...) {  // out of memory: after_batch() sees the difference
            }
        }
    }
    void member_begins() noexcept override { log_.member_begins(); }
    void member_undone() noexcept override { log_.member_undone(); }
    void rolled_back() noexcept override { log_.rolled_back(); }
    void committed() noexcept override { log_.committed(); }
    void after_batch(bool told) noexcept override {
        auto& changes = log_.result();
        if (active_.load() != 0) {
            if (!told || !log_.armed() || version_.load() != seen_version_)
                changes.everything = true;
            if (!changes.empty())
                publish(changes);
        }
        changes.clear();
    }

    // ---- of close() ----

    void end() noexcept override {
        std::unique_lock lock(mutex_);
        ended_ = true;
        changed_.notify_all();
        auto thread = std::move(thread_);
        lock.unlock();
        if (thread.joinable())
            thread.join();
        reader_.reset();
    }
    void release() noexcept override { self_.reset(); }

private:
    explicit observation_hub(database_core& core)
        : core_(core), reader_(core.readers().open_another()) {
        reader_->begin();
        reader_->end();
        if (reader_->index().attach(reader_->connection().native()))
            log_.last_commit = reader_->index().commits();
    }

    std::size_t number_of(std::string const& name) {
        for (std::size_t at = 0; at < names_.size(); ++at) {
            if (sqlite3_stricmp(names_[at].c_str(), name.c_str()) == 0)
                return at;
        }
        names_.push_back(name);
        return names_.size() - 1;
    }

    void forget(observer& removed) noexcept {
        if (std::exchange(removed.ended, true))
            return;
        for (auto at = observers_.begin(); at != observers_.end(); ++at) {
            if (at->get() == &removed) {
                observers_.erase(at);
                break;
            }
        }
        active_.fetch_sub(1);
        if (removed.wants_rows)
            row_observers_.fetch_sub(1);
    }

    // On the writer's thread, or on that of observations for commits of others.
    void publish(noted_changes const& changes) noexcept {
        std::lock_guard const lock(mutex_);
        bool anybody = false;
        for (auto const& each : observers_) {
            bool touched = changes.everything;
            for (auto const table : each->tables)
                touched = touched || (table < changes.tables.size() && changes.tables[table] != 0);
            if (!touched)
                continue;
            if (each->wants_rows)
                each->changed.add(changes);
            each->due = true;
            anybody = true;
        }
        if (anybody && waiting_)
            changed_.notify_all();
    }

    void loop() noexcept {
        std::unique_lock lock(mutex_);
        thread_id_ = std::this_thread::get_id();
        while (!ended_) {
            auto next = std::shared_ptr<observer>();
            for (auto const& each : observers_) {
                if (each->due) {
                    next = each;
                    break;
                }
            }
            if (next == nullptr) {
                wait(lock);
                continue;
            }
            next->due = false;
            noted_changes changed;
            std::swap(changed, next->changed);
            running_ = next.get();
            lock.unlock();
            auto const began = moment_now();
            run(*next, changed);
            rest_ = 20 * (moment_now() - began);
            rest_ = rest_ < 5'000'000 ? 5'000'000 : rest_ > 50'000'000 ? 50'000'000 : rest_;
            lock.lock();
            running_ = nullptr;
            rested_ = false;
            idle_.notify_all();
        }
    }

    // After a run it rests for 20 times as long, from 5 to 50 ms, in which the writer need not wake
    // it: what is committed meanwhile is one change, and observing takes 5 % of a core at most.
    void wait(std::unique_lock<std::mutex>& lock) {
        if (!std::exchange(rested_, true)) {
            changed_.wait_for(lock, std::chrono::nanoseconds(rest_), [this] { return ended_; });
            return;
        }
        waiting_ = true;
        if (observers_.empty()) {
            changed_.wait(lock);
        } else if (changed_.wait_for(lock, poll) == std::cv_status::timeout) {
            waiting_ = false;
            lock.unlock();
            look_for_others();
            lock.lock();
        }
        waiting_ = false;
    }

    // Commits that the writer has not told of. One of its own may be on its way: looked at twice.
    void look_for_others() noexcept {
        if (!reader_->index().attached())
            return;
        auto before = log_.last_commit.load();
        auto const now = reader_->index().commits();
        if (now == before)
            return;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        if (log_.last_commit.load() != before ||
            !log_.last_commit.compare_exchange_strong(before, now))
            return;
        noted_changes unknown;
        unknown.everything = true;
        publish(unknown);
    }

    void run(observer& due, noted_changes& changed) noexcept {
        std::exception_ptr failure;
        access_record const inside(&core_, access_kind::observation);
        try {
            due.run(*reader_, changed);
        } catch (...) {
            failure = std::current_exception();
        }
        reader_->end();
        if (failure == nullptr)
            return;
        {
            std::lock_guard const lock(mutex_);
            if (ended_)
                return;
            forget(due);
        }
        try {
            if (core_.on_error())
                core_.on_error()({"observe", failure});
        } catch (...) {
        }
    }

    static constexpr std::chrono::milliseconds poll{200};

    database_core& core_;  // until end()
    std::unique_ptr<pooled_reader> reader_;
    std::shared_ptr<observation_hub> self_{};
    std::atomic<int> active_{0};
    std::atomic<int> row_observers_{0};
    std::atomic<std::uint32_t> version_{0};  // of names_

    std::mutex mutex_;
    std::condition_variable changed_;
    std::condition_variable idle_;
    std::vector<std::shared_ptr<observer>> observers_{};
    std::vector<std::string> names_{};
    observer* running_ = nullptr;
    std::thread::id thread_id_{};
    bool waiting_ = false;
    bool rested_ = true;
    clock_point rest_ = 0;
    bool ended_ = false;
    std::thread thread_;

    change_log log_;  // of the writer thread, but for last_commit
    std::uint32_t seen_version_ = 0;
};

}  // namespace detail
}  // namespace lithe::inline v0
