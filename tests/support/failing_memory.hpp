#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// SQLite's allocator, whose n-th allocation fails, once or from then on.

#include <sqlite3.h>

#include <atomic>

namespace lithe_test {

/// In place for as long as it lives; nobody may have a connection open when it comes and goes.
class failing_memory {
public:
    failing_memory() {
        sqlite3_shutdown();
        sqlite3_config(SQLITE_CONFIG_GETMALLOC, &below_);
        auto mine = below_;
        mine.xMalloc = [](int size) { return fails() ? nullptr : below_.xMalloc(size); };
        mine.xRealloc = [](void* old, int size) {
            return fails() ? nullptr : below_.xRealloc(old, size);
        };
        sqlite3_config(SQLITE_CONFIG_MALLOC, &mine);
        sqlite3_initialize();
    }
    failing_memory(failing_memory const&) = delete;
    failing_memory& operator=(failing_memory const&) = delete;
    ~failing_memory() {
        heal();
        sqlite3_shutdown();
        sqlite3_config(SQLITE_CONFIG_MALLOC, &below_);
        sqlite3_initialize();
    }

    static void arm(int nth, bool sticky) {
        sticky_ = sticky;
        fired_ = false;
        left_ = nth;
    }
    static void heal() { left_ = 0; }
    /// Whether the n-th allocation came.
    static bool fired() { return fired_; }

private:
    static bool fails() {
        if (left_ == 0)
            return false;
        if (left_ > 1) {
            --left_;
            return false;
        }
        fired_ = true;
        if (!sticky_)
            left_ = 0;
        return true;
    }

    static inline std::atomic<int> left_{0};  // until the next failure
    static inline std::atomic<bool> sticky_{false};
    static inline std::atomic<bool> fired_{false};
    static inline sqlite3_mem_methods below_{};
};

}  // namespace lithe_test
