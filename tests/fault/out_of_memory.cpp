// SPDX-License-Identifier: BSL-1.0
//
// The n-th allocation fails, in SQLite or in C++, once or from then on: every call returns or
// throws, and the file has what was acknowledged and nothing that failed.
#include <lithe/runtime/database.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"
#include "support/small_load.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<int> left{0};  // until SQLite's next failure
std::atomic<bool> sticky{false};
std::atomic<bool> fired{false};
sqlite3_mem_methods below;

bool fails() {
    if (left == 0)
        return false;
    if (left > 1) {
        --left;
        return false;
    }
    fired = true;
    if (!sticky)
        left = 0;
    return true;
}

// SQLite's allocator for as long as this lives; nobody may have a connection open.
class failing_memory {
public:
    failing_memory() {
        sqlite3_shutdown();
        sqlite3_config(SQLITE_CONFIG_GETMALLOC, &below);
        auto mine = below;
        mine.xMalloc = [](int size) { return fails() ? nullptr : below.xMalloc(size); };
        mine.xRealloc = [](void* old, int size) {
            return fails() ? nullptr : below.xRealloc(old, size);
        };
        sqlite3_config(SQLITE_CONFIG_MALLOC, &mine);
        sqlite3_initialize();
    }
    failing_memory(failing_memory const&) = delete;
    failing_memory& operator=(failing_memory const&) = delete;
    ~failing_memory() {
        sqlite3_shutdown();
        sqlite3_config(SQLITE_CONFIG_MALLOC, &below);
        sqlite3_initialize();
    }
};

}  // namespace

TEST_CASE("out of memory: SQLite's n-th allocation, until none is left") {
    failing_memory const memory;
    int points = 0;
    for (bool const repeated : {false, true}) {
        bool any = true;
        for (int nth = 1; any; nth += 1 + nth / 12) {
            scratch_folder const folder;
            CAPTURE(repeated, nth);
            lithe_test::small_load load(folder.file("a.db"), "");
            sticky = repeated;
            fired = false;
            left = nth;
            load.run();
            any = fired;
            left = 0;
            load.judge();
            points += any ? 1 : 0;
        }
    }
    WARN(points << " fault points");
    CHECK(points > 50);
}
