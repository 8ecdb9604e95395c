// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/database_core.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <chrono>
#include <filesystem>
#include <memory>

using lithe::detail::database_core;
using lithe::detail::reader_pool;
using namespace std::chrono_literals;

TEST_CASE(
    "database_core: opens the file at once, its readers when needed, and closes the WAL away") {
    scratch_folder const folder;
    auto const path = folder.file("a.db");
    database_core core(path, {}, nullptr);
    CHECK(std::filesystem::exists(path));
    {
        reader_pool::lease const lent(core.readers());
        CHECK(lithe_test::number(lent->connection().native(), "SELECT 1") == 1);
        CHECK(std::filesystem::exists(path + "-wal"));
    }
    CHECK(core.close(std::nullopt));
    CHECK_FALSE(std::filesystem::exists(path + "-wal"));
    CHECK(core.close(std::chrono::steady_clock::now() + 1s));
}

TEST_CASE(
    "database_core: a read-only database has no writer, and finds out at once what it opens") {
    scratch_folder const folder;
    auto const path = folder.file("a.db");
    CHECK_THROWS_AS(database_core(path, {.mode = lithe::open::read_only}, nullptr), lithe::error);
    {
        database_core const created(path, {}, nullptr);
    }
    database_core core(path, {.mode = lithe::open::read_only}, nullptr);
    CHECK_THROWS_AS(core.writer(), lithe::error);
    CHECK(core.close(std::nullopt));
}

TEST_CASE("database_core: the temporary file goes last") {
    std::string path;
    {
        auto file = std::make_unique<lithe::detail::temporary_file>();
        path = file->path();
        database_core const core(path, {}, std::move(file));
        CHECK(std::filesystem::exists(path));
    }
    CHECK_FALSE(std::filesystem::exists(path));
}
