#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// One database file for each tenant of a service, opened when it is asked for; those that were not
// asked for longest are closed when there are too many. Opening costs a fraction of a millisecond.

#include <lithe/runtime/database.hpp>

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>  // shared_ptr: whoever uses a tenant keeps it open
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lithe::inline v0 {

struct tenants_options {
    std::size_t max_open = 100;
    /// Of each tenant: smaller caches than one database has, since there are many.
    database_options database{
        .readers = 2, .queue_capacity = 1024, .cache_size = -4000, .mmap_size = 0};
    /// Called for each tenant that was just opened, before anybody gets it: creates its tables, or
    /// migrates. What it throws is thrown to whoever asked, and the tenant is closed again.
    detail::callback<void(lithe::database&)> on_open{};
    /// Behind the name of a tenant in its folder.
    std::string suffix = ".db";
};

/// `lithe::tenants tenants{"data/", {.max_open = 500}}; tenants["acme"].insert(order);`
///
/// Threads: any. Each open tenant has a writer thread, asleep when there is nothing to write.
class tenants {
public:
    /// The folder must be there. Errors: std::invalid_argument for senseless options.
    explicit tenants(detail::utf8_path const& folder, tenants_options options = {})
        : folder_(folder.text()), options_(std::move(options)) {
        detail::require_option(options_.max_open >= 1, "max_open", "must be 1 or more");
        detail::validate(options_.database);
        if (folder_.back() != '/')
            folder_ += '/';
    }
    tenants(tenants const&) = delete;
    tenants& operator=(tenants const&) = delete;
    ~tenants() { close(); }

    /// The database of that tenant. To be asked for again at each use: it is closed, and throws
    /// `closed`, when .max_open others were asked for since; where that may happen, hold open().
    ///
    /// Lifetime: the object stays as long as the last 2 * .max_open tenants that were closed.
    /// Errors: std::invalid_argument for a name that is not 1 to 100 letters, digits, '_', '-' or
    /// '.', or begins with a '.'; what opening throws; closed.
    database& operator[](std::string_view name) { return *open(name); }

    /// The same, and it stays open for as long as the pointer lives.
    std::shared_ptr<database> open(std::string_view name) {
        require_name(name);
        std::string const key(name);
        std::unique_lock lock(mutex_);
        for (;;) {
            if (closed_)
                throw closed("lithe: tenants: they are closed");
            auto const found = all_.find(key);
            if (found == all_.end())
                break;
            if (!found->second.moving) {
                found->second.last_use = ++uses_;
                return found->second.opened;
            }
            changed_.wait(lock);  // somebody opens or closes it
        }
        auto& mine = all_[key];
        mine.moving = true;
        ++moving_;
        lock.unlock();
        std::shared_ptr<database> opened;
        try {
            opened = std::make_shared<database>(folder_ + key + options_.suffix, options_.database);
            if (options_.on_open)
                options_.on_open(*opened);
        } catch (...) {
            opened.reset();
            lock.lock();
            forget(key);
            throw;
        }
        lock.lock();
        auto& entry = all_[key];
        entry.opened = opened;
        entry.last_use = ++uses_;
        entry.moving = false;
        --moving_;
        changed_.notify_all();
        close_unused(lock);
        return opened;
    }

    /// How many are open now.
    [[nodiscard]] std::size_t open_count() const {
        std::lock_guard const lock(mutex_);
        return all_.size();
    }

    /// `visit(name, database&)` for each that is open, one after the other; it stays open
    /// meanwhile.
    template <class Visitor>
    void for_each_open(Visitor visit) {
        std::vector<std::pair<std::string, std::shared_ptr<database>>> now;
        {
            std::lock_guard const lock(mutex_);
            for (auto const& [name, entry] : all_) {
                if (!entry.moving)
                    now.emplace_back(name, entry.opened);
            }
        }
        for (auto const& [name, opened] : now)
            visit(std::string_view(name), *opened);
    }

    /// Closes all: what was queued is written, reads are waited for.
    void close() {
        std::unique_lock lock(mutex_);
        closed_ = true;
        changed_.wait(lock, [this] { return moving_ == 0; });
        for (auto& [name, entry] : all_)
            entry.opened->close();
        all_.clear();
        gone_.clear();
        changed_.notify_all();
    }

private:
    struct tenant {
        std::shared_ptr<database> opened{};
        std::uint64_t last_use = 0;
        bool moving = false;  // being opened or closed
    };

    static void require_name(std::string_view name) {
        bool good = !name.empty() && name.size() <= 100 && name.front() != '.';
        for (char const letter : name) {
            good = good && ((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                            (letter >= '0' && letter <= '9') || letter == '_' || letter == '-' ||
                            letter == '.');
        }
        if (!good)
            throw std::invalid_argument("lithe: tenants: \"" + std::string(name) +
                                        "\" cannot be the name of a file here");
    }

    void forget(std::string const& key) noexcept {
        all_.erase(key);
        --moving_;
        changed_.notify_all();
    }

    // Closes, without the lock, those that nobody holds, the longest unused first.
    void close_unused(std::unique_lock<std::mutex>& lock) {
        while (all_.size() > options_.max_open) {
            auto oldest = all_.end();
            for (auto at = all_.begin(); at != all_.end(); ++at) {
                auto const& entry = at->second;
                // The one just opened is held by its opener, too.
                if (!entry.moving && entry.opened.use_count() == 1 &&
                    (oldest == all_.end() || entry.last_use < oldest->second.last_use))
                    oldest = at;
            }
            if (oldest == all_.end())
                return;  // all are in use
            auto const key = oldest->first;
            oldest->second.moving = true;
            ++moving_;
            auto const closing = oldest->second.opened;
            lock.unlock();
            closing->close();
            lock.lock();
            if (gone_.size() < 2 * options_.max_open) {
                gone_.push_back(closing);
            } else {
                gone_[next_gone_++ % gone_.size()] = closing;
            }
            forget(key);
        }
    }

    std::string folder_;
    tenants_options options_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::string, tenant> all_{};
    std::vector<std::shared_ptr<database>> gone_{};  // closed, for references that are still about
    std::size_t next_gone_ = 0;
    std::size_t moving_ = 0;
    std::uint64_t uses_ = 0;
    bool closed_ = false;
};

}  // namespace lithe::inline v0
