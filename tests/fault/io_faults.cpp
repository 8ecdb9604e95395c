// SPDX-License-Identifier: BSL-1.0
//
// The n-th operation of each kind fails, once or from then on, for n = 1, 2, ... until there is no
// n-th: every call returns or throws, and the file has what was acknowledged and nothing that
// failed.
#include <lithe/runtime/database.hpp>

#include "support/catch.hpp"
#include "support/nth_fault_vfs.hpp"
#include "support/scratch_folder.hpp"
#include "support/small_load.hpp"

using lithe_test::fault;
using lithe_test::nth_fault_vfs;

TEST_CASE("io faults: the n-th operation of each kind, until none is left") {
    nth_fault_vfs const vfs;
    int points = 0;
    for (int kind = 0; kind < static_cast<int>(fault::count); ++kind) {
        for (bool const sticky : {false, true}) {
            bool fired = true;
            // Of the many, every one at first and then each tenth part further on.
            for (int nth = 1; fired; nth += 1 + nth / 10) {
                scratch_folder const folder;
                CAPTURE(name_of(static_cast<fault>(kind)), sticky, nth);
                lithe_test::small_load load(folder.file("a.db"), nth_fault_vfs::name);
                nth_fault_vfs::arm(static_cast<fault>(kind), nth, sticky);
                load.run();
                fired = nth_fault_vfs::fired();
                nth_fault_vfs::heal();
                load.judge();
                points += fired ? 1 : 0;
            }
        }
    }
    WARN(points << " fault points");
    CHECK(points > 100);
}
