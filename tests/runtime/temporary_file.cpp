// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/temporary_file.hpp>

#include "support/catch.hpp"

#include <filesystem>
#include <fstream>
#include <optional>

using lithe::detail::temporary_file;

TEST_CASE("temporary_file: a private folder, each time another, gone with the object") {
    std::filesystem::path folder;
    {
        temporary_file const file;
        temporary_file const other;
        CHECK(file.path() != other.path());
        folder = std::filesystem::path(file.path()).parent_path();
        CHECK(std::filesystem::is_directory(folder));
        CHECK((std::filesystem::status(folder).permissions() &
               std::filesystem::perms::others_all) == std::filesystem::perms::none);
        CHECK_FALSE(std::filesystem::exists(file.path()));
        for (char const* suffix : {"", "-wal", "-shm"})
            std::ofstream(file.path() + suffix) << "x";
    }
    CHECK_FALSE(std::filesystem::exists(folder));
}

TEST_CASE("temporary_file: what it does not know stays") {
    std::optional<temporary_file> file(std::in_place);
    auto const folder = std::filesystem::path(file->path()).parent_path();
    std::ofstream(folder / "notes.txt") << "mine";
    file.reset();
    CHECK(std::filesystem::exists(folder / "notes.txt"));
    std::filesystem::remove_all(folder);
}
