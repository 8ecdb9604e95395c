// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/sql_files.hpp>

#include <lithe/migrations/migrator.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"

#include <cstdio>
#include <filesystem>
#include <string>

namespace m = lithe::migrations;

TEST_CASE("a directory of SQL files is a history") {
    auto const folder = std::filesystem::temp_directory_path() / "lithe_sql_files_test";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder / "1_folder.sql");
    auto const write = [&](char const* name, char const* text) {
        std::FILE* const file = std::fopen((folder / name).string().c_str(), "wb");
        std::fputs(text, file);
        std::fclose(file);
    };
    write("2_b.sql", "-- migrate:up\nALTER TABLE t ADD COLUMN b;\n-- migrate:down\n");
    write("1_a.sql", "-- migrate:up\nCREATE TABLE t (a);\n-- migrate:down\nDROP TABLE t;\n");
    write("README", "not SQL");
    lithe::connection db(":memory:");
    m::migrator migrator{db, m::sql_files(folder)};
    REQUIRE(migrator.migrate().versions == std::vector<std::string>{"1", "2"});
    REQUIRE(support::rows(db, "SELECT group_concat(name) FROM pragma_table_info('t')") == "a,b");
    write("3_c.sql", "nothing");
    REQUIRE_THROWS_WITH(m::sql_files(folder), Catch::Matchers::Contains("3_c.sql:1: SQL before"));
    std::filesystem::remove_all(folder);
    REQUIRE_THROWS_AS(m::sql_files(folder), std::filesystem::filesystem_error);
}
