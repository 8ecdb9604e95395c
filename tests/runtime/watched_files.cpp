// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/watched_files.hpp>

#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"
#include "support/scratch_folder.hpp"

#include <filesystem>

using lithe::detail::file_fault;
using lithe::detail::watched_files;

TEST_CASE("watched_files: other files of the names, and none") {
    scratch_folder const folder;
    lithe::connection c(folder / "a.db");
    c.execute_script("CREATE TABLE t(x)");
    watched_files files(c.native_handle());
    CHECK(files.fault() == file_fault::none);
    std::filesystem::rename(folder / "a.db", folder / "b.db");
    CHECK(files.fault() == file_fault::missing);
    {
        lithe::connection const other(folder / "other.db");
    }
    std::filesystem::rename(folder / "other.db", folder / "a.db");
    CHECK(files.fault() == file_fault::replaced);
    std::filesystem::rename(folder / "b.db", folder / "a.db");
    CHECK(files.fault() == file_fault::none);
    c.execute_script(
        "PRAGMA journal_mode=DELETE; PRAGMA journal_mode=WAL; INSERT INTO t VALUES(1)");
    files.note_wal();
    CHECK(files.fault() == file_fault::none);
    std::filesystem::remove(folder / "a.db-wal");
    files.note_wal();
    CHECK(files.fault() == file_fault::wal_missing);
    lithe::connection memory(":memory:");
    CHECK(watched_files(memory.native_handle()).fault() == file_fault::none);
}
