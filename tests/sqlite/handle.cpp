// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/handle.hpp>

#include "support/catch.hpp"
#include "support/scratch_folder.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

using lithe::detail::database_handle;
using lithe::detail::immutable_uri;
using lithe::detail::library_refusal;

namespace {

int run(sqlite3* db, char const* sql) {
    return sqlite3_exec(db, sql, nullptr, nullptr, nullptr);
}

std::string refusal(std::string const& path, lithe::open_options const& options = {}) {
    try {
        database_handle const opened(path, options);
    } catch (std::exception const& refused) {
        return refused.what();
    }
    return "";
}

}  // namespace

static_assert(library_refusal(3'039'004, 1) != nullptr);
static_assert(library_refusal(3'040'000, 0) != nullptr);
static_assert(library_refusal(3'040'000, 1) == nullptr);
static_assert(library_refusal(3'051'003, 2) == nullptr);

TEST_CASE("handle: paths are text, string views or std::filesystem::path") {
    using lithe::detail::utf8_path;
    CHECK(utf8_path("a.db").text() == "a.db");
    CHECK(utf8_path(std::string("a.db")).text() == "a.db");
    CHECK(utf8_path(std::string_view("a.db")).text() == "a.db");
    CHECK(utf8_path(std::filesystem::path(u8"\u00e4/b.db")).text() == "\xc3\xa4/b.db");
    CHECK_THROWS_AS(utf8_path(""), std::invalid_argument);
    CHECK_THROWS_AS(utf8_path(std::string("a\0b", 3)), std::invalid_argument);
}

TEST_CASE("handle: opens, owns, moves, releases") {
    scratch_folder const folder;
    database_handle first(folder / "a.db", {});
    CHECK(run(first.get(), "CREATE TABLE t(x)") == SQLITE_OK);
    database_handle second = std::move(first);
    CHECK_FALSE(first);  // NOLINT: moved from on purpose
    CHECK(run(second.get(), "INSERT INTO t VALUES(1)") == SQLITE_OK);
    first = std::move(second);
    CHECK(first);
    database_handle const third(first.release());
    CHECK_FALSE(first);
    CHECK(run(third.get(), "SELECT * FROM t") == SQLITE_OK);
}

TEST_CASE("handle: names that SQLite or a shell might misread are plain files") {
    scratch_folder const folder;
    for (auto const* name :
         {"a b.db", "a?mode=ro.db", "a#b.db", "a%20b.db", "\xc3\xa4\xe2\x82\xac.db"}) {
        database_handle const opened(folder.file(name), {});
        CHECK(run(opened.get(), "CREATE TABLE t(x)") == SQLITE_OK);
        CHECK(std::filesystem::exists(folder / name));
        database_handle const again(folder.file(name), {.mode = lithe::open::immutable});
        CHECK(run(again.get(), "SELECT * FROM t") == SQLITE_OK);
    }
}

TEST_CASE("handle: double-quoted strings are off, result codes extended") {
    database_handle const opened(":memory:", {});
    CHECK(run(opened.get(), "SELECT \"nmae\"") == SQLITE_ERROR);
    run(opened.get(), "CREATE TABLE t(x UNIQUE); INSERT INTO t VALUES(1)");
    CHECK(run(opened.get(), "CREATE INDEX i ON t(\"nmae\")") == SQLITE_ERROR);
    CHECK(run(opened.get(), "INSERT INTO t VALUES(1)") == SQLITE_CONSTRAINT_UNIQUE);
}

TEST_CASE("handle: the four modes") {
    scratch_folder const folder;
    std::string const path = folder.file("a.db");
    CHECK(refusal(path, {.mode = lithe::open::existing}) ==
          "cannot open \"" + path +
              "\": unable to open database file (SQLITE_CANTOPEN): there is no "
              "such file; lithe::open::create makes one");
    CHECK_FALSE(refusal(path, {.mode = lithe::open::read_only}).empty());
    CHECK_FALSE(std::filesystem::exists(path));
    {
        database_handle const created(path, {});
        CHECK(run(created.get(), "CREATE TABLE t(x)") == SQLITE_OK);
    }
    database_handle const existing(path, {.mode = lithe::open::existing});
    CHECK(run(existing.get(), "INSERT INTO t VALUES(1)") == SQLITE_OK);
    database_handle const reading(path, {.mode = lithe::open::read_only});
    CHECK(run(reading.get(), "SELECT * FROM t") == SQLITE_OK);
    CHECK(run(reading.get(), "INSERT INTO t VALUES(1)") == SQLITE_READONLY);
    database_handle const frozen(path, {.mode = lithe::open::immutable});
    CHECK(run(frozen.get(), "SELECT * FROM t") == SQLITE_OK);
    CHECK(run(frozen.get(), "INSERT INTO t VALUES(1)") == SQLITE_READONLY);
}

TEST_CASE("handle: a file that may only be read is refused for writing") {
    // As root every file may be written, hence a URI that asks for less than the mode.
    scratch_folder const folder;
    {
        database_handle const created(folder.file("a.db"), {});
    }
    std::string const said = refusal("file:" + folder.file("a.db") + "?mode=ro");
    CHECK(said.find("for writing: the file, its folder or its medium is read-only") !=
          std::string::npos);
}

TEST_CASE("handle: senseless options and folders touch nothing") {
    scratch_folder const folder;
    CHECK_THROWS_AS(database_handle(folder / "a.db", {.page_size = 1000}), std::invalid_argument);
    CHECK_FALSE(std::filesystem::exists(folder / "a.db"));
    CHECK(refusal(folder.file("no/such/folder/a.db")).find("SQLITE_CANTOPEN") != std::string::npos);
}

TEST_CASE("handle: a file that is no database fails when it is first read, not before") {
    scratch_folder const folder;
    std::ofstream(folder.file("a.db")) << std::string(5000, 'x');
    database_handle const opened(folder.file("a.db"), {});
    CHECK(run(opened.get(), "SELECT * FROM sqlite_schema") == SQLITE_NOTADB);
}

TEST_CASE("handle: close refuses while a statement is alive, the destructor does not") {
    sqlite3_stmt* statement = nullptr;
    {
        database_handle opened(":memory:", {});
        sqlite3_prepare_v2(opened.get(), "SELECT 1", -1, &statement, nullptr);
        CHECK_THROWS_AS(opened.close(), lithe::busy_error);
        CHECK(opened);
    }
    CHECK(sqlite3_step(statement) == SQLITE_ROW);
    sqlite3_finalize(statement);
    database_handle opened(":memory:", {});
    opened.close();
    CHECK_FALSE(opened);
    opened.close();
}

TEST_CASE("handle: the URI of an immutable file") {
    CHECK(immutable_uri("a.db", false) == "file:a.db?immutable=1");
    CHECK(immutable_uri("/x/a b?#%.db", false) == "file:///x/a%20b%3F%23%25.db?immutable=1");
    CHECK(immutable_uri("//x/a.db", false) == "file:////x/a.db?immutable=1");
    CHECK(immutable_uri("\xc3\xa4.db", false) == "file:%C3%A4.db?immutable=1");
    CHECK(immutable_uri("C:\\x\\a.db", true) == "file:///C%3A/x/a.db?immutable=1");
    CHECK(immutable_uri("x\\a.db", true) == "file:x/a.db?immutable=1");
    CHECK(immutable_uri("file:a.db", false) == "file:a.db?immutable=1");
    CHECK(immutable_uri("file:a.db?vfs=unix", false) == "file:a.db?vfs=unix&immutable=1");
}
