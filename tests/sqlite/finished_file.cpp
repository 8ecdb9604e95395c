// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/finished_file.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

using lithe::detail::finished_file;
using lithe::detail::session;

namespace {

std::size_t files_in(std::filesystem::path const& folder) {
    std::size_t count = 0;
    for (auto const& each : std::filesystem::directory_iterator(folder))
        count += each.exists() ? 1U : 0U;
    return count;
}

}  // namespace

TEST_CASE("finished_file: gets its name when it is whole, and only then") {
    scratch_folder const folder;
    auto const path = folder.file("copy.db");
    {
        finished_file file(path, folder.file("source.db"));
        session written(file.partial(), {.journal = lithe::journal::keep});
        lithe_test::run_sql(written.native(), "CREATE TABLE t(v)");
    }
    CHECK(files_in(folder / "") == 0);
    finished_file file(path, folder.file("source.db"));
    {
        session written(file.partial(), {.journal = lithe::journal::keep});
        lithe_test::run_sql(written.native(), "CREATE TABLE t(v)");
    }
    CHECK_FALSE(std::filesystem::exists(path));
    file.finish({.journal = lithe::journal::keep});
    CHECK(std::filesystem::exists(path));
    CHECK(files_in(folder / "") == 1);
}

TEST_CASE("finished_file: what a killed process left of that name a day ago goes") {
    scratch_folder const folder;
    auto const leave = [&](char const* name, int hours) {
        std::ofstream(folder.file(name)) << "left";
        std::filesystem::last_write_time(
            folder.file(name),
            std::filesystem::file_time_type::clock::now() - std::chrono::hours(hours));
    };
    leave("copy.db.partial-0123456789abcdef", 25);
    leave("copy.db.partial-0123456789abcdef-journal", 25);
    leave("copy.db.partial-1123456789abcdef", 23);
    leave("other.db.partial-0123456789abcdef", 25);
    leave("copy.db.partial-mine", 25);
    finished_file const file(folder.file("copy.db"), folder.file("source.db"));
    CHECK(files_in(folder / "") == 3);
    CHECK(std::filesystem::exists(folder.file("copy.db.partial-1123456789abcdef")));
}

TEST_CASE("finished_file: a damaged one keeps the old file under that name") {
    scratch_folder const folder;
    auto const path = folder.file("copy.db");
    std::ofstream(path) << "old";
    finished_file file(path, folder.file("source.db"));
    {
        session written(file.partial(), {.journal = lithe::journal::keep});
        lithe_test::run_sql(
            written.native(),
            "CREATE TABLE t(v); "
            "INSERT INTO t VALUES(zeroblob(3000)), (zeroblob(3000)), (zeroblob(99))");
    }
    {
        std::fstream raw(file.partial(), std::ios::in | std::ios::out | std::ios::binary);
        raw.seekp(4096);
        raw << std::string(2000, '\xff');
    }
    CHECK_THROWS_AS(file.finish({.journal = lithe::journal::keep}), lithe::error);
    std::string kept;
    std::ifstream(path) >> kept;
    CHECK(kept == "old");
}

TEST_CASE("finished_file: neither the database itself nor one that is open is replaced") {
    scratch_folder const folder;
    auto const path = folder.file("a.db");
    session open(path, lithe::open_options{});
    lithe_test::run_sql(open.native(), "CREATE TABLE t(v)");
    CHECK_THROWS_AS(finished_file(path, path), lithe::error);
    CHECK_THROWS_AS(finished_file(folder.file("./a.db"), path), lithe::error);
    CHECK_THROWS_AS(finished_file(path, folder.file("other.db")), lithe::error);
    CHECK(lithe::detail::size_of_file(folder.file("none")) == -1);
}

TEST_CASE("finished_file: nor one that is open and has an empty WAL, nor one opened meanwhile") {
    scratch_folder const folder;
    auto const path = folder.file("a.db");
    {
        session created(path, lithe::open_options{});
        lithe_test::run_sql(created.native(), "CREATE TABLE t(v)");
    }
    finished_file early(path, folder.file("other.db"));
    {
        session const written(early.partial(), {.journal = lithe::journal::keep});
        lithe_test::run_sql(written.native(), "CREATE TABLE t(v)");
    }
    auto const before = lithe::detail::file_identity::of(path.c_str());
    {
        session const idle(path, lithe::open_options{});
        CHECK(lithe::detail::size_of_file(path + "-wal") <= 0);
        CHECK_THROWS_AS(finished_file(path, folder.file("other.db")), lithe::error);
        CHECK_THROWS_AS(early.finish({.journal = lithe::journal::keep}), lithe::error);
        CHECK(lithe::detail::file_identity::of(path.c_str()) == before);
    }
    for (char const* const suffix : {"-wal", "-shm"}) {  // as another process would have them
        std::ofstream(path + suffix).close();
        CHECK_THROWS_AS(finished_file(path, folder.file("other.db")), lithe::error);
        std::remove((path + suffix).c_str());
    }
    early.finish({.journal = lithe::journal::keep});
    CHECK(lithe::detail::file_identity::of(path.c_str()) != before);
}
