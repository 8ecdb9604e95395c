// SPDX-License-Identifier: BSL-1.0
//
// A build of SQLite that encrypts (SQLCipher), its key given in .on_open. `./dev test --in
// sqlcipher` runs this; with another library there is only a line that says so. And with LITHE_KEY
// in the environment every file of every test of this program is encrypted with it.
#include <lithe/runtime/database.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

using lithe_test::number;

namespace {

// Of SQLite, for each connection that anybody opens: before on_open, and by hand alike.
struct encrypt_everything {
    static int give_key(sqlite3* db, char**, sqlite3_api_routines const*) noexcept {
        auto const sql = "PRAGMA key = '" + std::string(std::getenv("LITHE_KEY")) + "'";
        return sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr);
    }
    encrypt_everything() {
        if (std::getenv("LITHE_KEY") != nullptr)
            sqlite3_auto_extension(reinterpret_cast<void (*)()>(&give_key));
    }
} const everything;

bool encrypts() {
    lithe::connection c(":memory:");
    bool const does = !lithe::detail::read_pragma(c.native_handle(), "cipher_version").empty();
    if (!does)
        WARN("NOT RUN: this SQLite does not encrypt");
    return does;
}

lithe::database_options with_key(std::string key, lithe::open mode = lithe::open::create) {
    return {.mode = mode, .readers = 2, .on_open = [key = std::move(key)](lithe::connection& c) {
                c.execute_script("PRAGMA key = '" + key + "'");
            }};
}

std::string bytes_of(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("encryption: the key is given before anything else, to the writer and every reader") {
    if (!encrypts())
        return;
    scratch_folder const folder;
    auto const path = folder.file("a.db");
    {
        lithe::database db{path, with_key("right")};
        db.write([](lithe::transaction& tx) {
            tx.session().run("CREATE TABLE t(v TEXT); INSERT INTO t VALUES('plain to see')");
        });
        auto const rows = [](lithe::reader& r) {
            return number(r.native_handle(), "SELECT count(*) FROM t");
        };
        CHECK(db.read(rows) == 1);
        auto const held = db.snapshot({.readers = 2});
        CHECK(held.read(rows) == 1);
    }
    auto const bytes = bytes_of(path);
    REQUIRE_FALSE(bytes.empty());
    CHECK(bytes.find("SQLite format 3") == std::string::npos);
    CHECK(bytes.find("plain to see") == std::string::npos);
    lithe::database again{path, with_key("right", lithe::open::existing)};
    CHECK(again.read([](lithe::reader& r) {
        return number(r.native_handle(), "SELECT count(*) FROM t");
    }) == 1);
}

TEST_CASE("encryption: a wrong key is its own error when the file is opened, and changes nothing") {
    if (!encrypts())
        return;
    scratch_folder const folder;
    auto const path = folder.file("a.db");
    {
        lithe::database db{path, with_key("right")};
        db.write([](lithe::transaction& tx) { tx.session().run("CREATE TABLE t(v)"); });
    }
    auto const before = bytes_of(path);
    for (auto const mode : {lithe::open::create, lithe::open::existing, lithe::open::read_only}) {
        try {
            lithe::database const db{path, with_key("wrong", mode)};
            // Readers are opened when they are needed.
            db.read([](lithe::reader& r) { number(r.native_handle(), "SELECT count(*) FROM t"); });
            FAIL("a wrong key was taken");
        } catch (lithe::wrong_key const& refused) {
            CHECK(refused.code() == SQLITE_NOTADB);
            CHECK(std::string(refused.what()).find("wrong") ==
                  std::string::npos);  // the key itself
        }
    }
    CHECK(bytes_of(path) == before);
    // Without a key nothing says that there is one.
    CHECK_THROWS_AS(lithe::database(path), lithe::error);
    lithe::database good{path, with_key("right")};
    CHECK(good.read([](lithe::reader& r) {
        return number(r.native_handle(), "SELECT count(*) FROM t");
    }) == 0);
}
