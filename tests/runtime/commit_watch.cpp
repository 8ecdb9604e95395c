// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/commit_watch.hpp>

#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"
#include "support/failing_vfs.hpp"
#include "support/scratch_folder.hpp"

#include <string>

using lithe_test::failing_vfs;

namespace {

// "C": something was committed; "F": a COMMIT failed.
std::string seen(lithe::connection& on, char const* sql) {
    lithe::detail::commit_watch const watch(on.session(), nullptr);
    sqlite3_exec(on.native_handle(), sql, nullptr, nullptr, nullptr);
    failing_vfs::heal();
    // What the next statements answer tells nothing of it.
    for (char const* const next : {"ROLLBACK", "SELECT count(*) FROM t"})
        sqlite3_exec(on.native_handle(), next, nullptr, nullptr, nullptr);
    return std::string(watch.committed() ? "C" : "") + (watch.failed() ? "F" : "");
}

}  // namespace

TEST_CASE("commit_watch: which COMMITs succeeded and which failed, told by nobody") {
    failing_vfs const vfs;
    scratch_folder const folder;
    lithe::connection c(folder / "a.db",
                        {.synchronous = lithe::synchronous::full, .vfs = failing_vfs::name});
    c.execute_script("CREATE TABLE t(id INTEGER PRIMARY KEY, u UNIQUE)");
    CHECK(seen(c, "SELECT 1") == "");
    CHECK(seen(c, "INSERT INTO t VALUES(1, 1)") == "C");
    CHECK(seen(c, "INSERT INTO t VALUES(2, 1)") == "");
    CHECK(seen(c, "DELETE FROM t WHERE u = 7; INSERT INTO t VALUES(2, 1)") == "C");
    CHECK(seen(c, "BEGIN; INSERT INTO t VALUES(3, 3); ROLLBACK") == "");
    CHECK(seen(c, "BEGIN IMMEDIATE; COMMIT; BEGIN; INSERT INTO t VALUES(3, 3); ROLLBACK") == "C");
    CHECK(seen(c, "CREATE TEMP TABLE w(x); BEGIN; INSERT INTO w VALUES(1); ROLLBACK") == "");
    CHECK(seen(c, "VACUUM") == "C");
    for (char const* const sql :
         {"INSERT INTO t VALUES(4, 4)", "BEGIN; INSERT INTO t VALUES(4, 4); COMMIT"}) {
        for (auto* const fault :
             {&failing_vfs::sync_fails, &failing_vfs::write_fails, &failing_vfs::disk_is_full}) {
            *fault = true;
            CHECK(seen(c, sql) == "F");
        }
    }
    CHECK(seen(c, "INSERT INTO t VALUES(4, 4)") == "C");
}
