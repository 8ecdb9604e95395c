// SPDX-License-Identifier: BSL-1.0
//
// The n-th allocation fails, in SQLite or in C++, once or from then on: every call returns or
// throws, and the file has what was acknowledged and nothing that failed.
#include <lithe/runtime/database.hpp>

#include "support/catch.hpp"
#include "support/failing_memory.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"
#include "support/small_load.hpp"

using lithe_test::failing_memory;

TEST_CASE("out of memory: SQLite's n-th allocation, until none is left") {
    failing_memory const memory;
    int points = 0;
    for (bool const repeated : {false, true}) {
        bool any = true;
        for (int nth = 1; any; nth += 1 + nth / 12) {
            scratch_folder const folder;
            CAPTURE(repeated, nth);
            lithe_test::small_load load(folder.file("a.db"), "");
            failing_memory::arm(nth, repeated);
            load.run();
            any = failing_memory::fired();
            failing_memory::heal();
            load.judge();
            points += any ? 1 : 0;
        }
    }
    WARN(points << " fault points");
    CHECK(points > 50);
}
