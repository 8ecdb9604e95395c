// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/open_failure.hpp>

#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <filesystem>
#include <fstream>
#include <string>

namespace {

std::string refusal(std::filesystem::path const& path, lithe::open_options const& options = {}) {
    try {
        lithe::connection const opened(path, options);
    } catch (lithe::error const& failure) {
        return failure.what();
    }
    return "";
}

bool says(std::string const& message, std::string const& path, char const* hint) {
    return message.find(path) != std::string::npos && message.find(hint) != std::string::npos;
}

void set_byte(std::filesystem::path const& path, int at, char value) {
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(at);
    file.put(value);
}

}  // namespace

TEST_CASE("open_failure: what the system says becomes a hint") {
    using lithe::detail::hint_of_system;
    CHECK(hint_of_system(EACCES, SQLITE_CANTOPEN, true).find("may not open") != std::string::npos);
    CHECK(hint_of_system(EROFS, SQLITE_CANTOPEN, true).find("read-only") != std::string::npos);
    CHECK(hint_of_system(EMFILE, SQLITE_CANTOPEN, true).find("too many") != std::string::npos);
    CHECK(hint_of_system(0, SQLITE_CANTOPEN, true).empty());
    CHECK(lithe::detail::open_failure(nullptr, SQLITE_NOMEM, "a.db", true) ==
          "cannot open \"a.db\": out of memory (SQLITE_NOMEM)");
}

TEST_CASE("open_failure: missing folders and files, folders, and files that are no databases") {
    scratch_folder const folder;
    CHECK(says(refusal(folder / "no" / "a.db"), "a.db", "the folder does not exist"));
    CHECK(says(refusal(folder / "a.db", {.mode = lithe::open::existing}), "a.db", "no such file"));
    std::filesystem::create_directory(folder / "d");
    CHECK(says(refusal(folder / "d"), "/d\"", "folder"));
    std::ofstream(folder / "text.db") << std::string(5000, 'x');
    CHECK(says(refusal(folder / "text.db"), "text.db", "encrypted"));
}

TEST_CASE("open_failure: encodings and formats that cannot be used") {
    scratch_folder const folder;
    auto const path = folder / "a.db";
    {
        lithe::connection made(path, {.on_open = [](lithe::connection& c) {
                                   lithe_test::run_sql(c.native_handle(),
                                                       "PRAGMA encoding='UTF-8'");
                               }});
        made.execute_script("CREATE TABLE t(x); PRAGMA journal_mode=DELETE");
    }
    CHECK(refusal(path, {.journal = lithe::journal::keep}).empty());
    SECTION("UTF-16") {
        CHECK(says(refusal(folder / "b.db", {.on_open =
                                                 [](lithe::connection& c) {
                                                     lithe_test::run_sql(
                                                         c.native_handle(),
                                                         "PRAGMA encoding='UTF-16le'");
                                                 }}),
                   "b.db", "UTF-16le"));
    }
    SECTION("a format that may only be read") {
        set_byte(path, 18, 3);
        CHECK(says(refusal(path, {.journal = lithe::journal::keep}), "a.db", "newer"));
        CHECK(refusal(path, {.mode = lithe::open::read_only}).empty());
    }
    SECTION("a format that may not be read") {
        set_byte(path, 19, 3);
        CHECK(says(refusal(path, {.journal = lithe::journal::keep}), "a.db", "newer format"));
    }
}
