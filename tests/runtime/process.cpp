// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/process.hpp>

#include <lithe/runtime/database.hpp>

#include "support/catch.hpp"
#include "support/scratch_folder.hpp"

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <utility>
#if !defined(_WIN32)
#include <sys/wait.h>
#include <unistd.h>
#endif

TEST_CASE("process: a file has one writing database in a process, whatever its name") {
    scratch_folder const folder;
    std::optional<lithe::database> first(std::in_place, folder / "a.db");
    CHECK_THROWS_AS(lithe::database(folder / "a.db"), lithe::error);
#if !defined(_WIN32)
    std::filesystem::create_symlink(folder / "a.db", folder / "link.db");
    CHECK_THROWS_AS(lithe::database("file:" + (folder / "link.db").string()), lithe::error);
#endif
    lithe::database const reading(folder / "a.db", {.mode = lithe::open::read_only});
    lithe::database const another(folder / "b.db");
    first->write([](lithe::transaction&) {});  // the refused one harmed nothing
    first->close();
    std::optional<lithe::database> second(std::in_place, folder / "a.db");
    first.reset();
    CHECK_THROWS_AS(lithe::database(folder / "a.db"), lithe::error);
}

#if !defined(_WIN32)
TEST_CASE(
    "process: a child of fork() cannot use the database, leaves it alone, opens it not anew") {
    scratch_folder const folder;
    lithe::database db{folder / "a.db"};
    db.write([](lithe::transaction& tx) { tx.session().run("CREATE TABLE t(x)"); });
    auto const child = fork();
    if (child == 0) {
        int wrong = 0;
        auto const refused = [&wrong](auto call) {
            try {
                call();
                ++wrong;
            } catch (std::logic_error const&) {
            }
        };
        refused([&] { db.write([](lithe::transaction&) {}); });
        refused([&] { db.read([](lithe::reader&) {}); });
        refused([&] { db.close(); });
        {
            lithe::database const taken(std::move(db));  // its destructor touches nothing
        }
        // The parent's locks would count as this process's: rows would be lost when it closes.
        for (auto const mode : {lithe::open::create, lithe::open::read_only}) {
            try {
                lithe::database const own(folder / "a.db", {.mode = mode});
                own.read([](lithe::reader&) {});
                ++wrong;
            } catch (lithe::error const&) {
            }
        }
        {
            lithe::connection own(folder / "own.db");  // the thread sanitizer bears no new thread
            own.execute_script("CREATE TABLE t(x)");
        }
        _exit(wrong);
    }
    int status = -1;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
    db.write([](lithe::transaction& tx) { tx.session().run("INSERT INTO t VALUES(1)"); });
    lithe::connection other(folder / "a.db");
    other.execute_script("INSERT INTO t VALUES(2)");
}
#endif
