// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/open_files.hpp>

#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"
#include "support/scratch_folder.hpp"

#include <optional>
#include <string>
#if !defined(_WIN32)
#include <sys/wait.h>
#include <unistd.h>

namespace {

enum class answer { opened, refused, other };

// In a child of fork(): what opening `path` and writing to it gives.
template <class Path>
answer in_child(Path const& path) {
    auto const child = fork();
    if (child == 0) {
        auto found = answer::other;
        try {
            lithe::connection c(path);
            c.execute_script("INSERT INTO t VALUES(1)");
            found = answer::opened;
        } catch (lithe::error const& failure) {
            if (std::string(failure.what()).find("when fork() made this process") !=
                std::string::npos)
                found = answer::refused;
        }
        _exit(static_cast<int>(found));
    }
    int status = -1;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    return static_cast<answer>(WEXITSTATUS(status));
}

}  // namespace

TEST_CASE("open_files: a child of fork() opens no file that was open then, by whatever name") {
    scratch_folder const folder;
    auto const path = folder / "a.db";
    std::optional<lithe::connection> one(std::in_place, path);
    std::optional<lithe::connection> two(std::in_place, path);
    one->execute_script("CREATE TABLE t(x)");
    REQUIRE(link(path.c_str(), (folder / "link.db").c_str()) == 0);
    CHECK(in_child(path) == answer::refused);
    CHECK(in_child(folder / "link.db") == answer::refused);
    one.reset();
    CHECK(in_child(path) == answer::refused);
    two.reset();
    CHECK(in_child(path) == answer::opened);
    lithe::connection const again(path);
    lithe::connection const other(folder / "b.db");
    CHECK(in_child(path) == answer::refused);
}
#endif
