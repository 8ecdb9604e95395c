// SPDX-License-Identifier: BSL-1.0
//
// A migration that is interrupted anywhere leaves the file as it was, or as it was to be: at every
// operation of SQLite, on a full disk, killed, and with others starting at the same time.

#include <lithe/migrations/migrator.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"

#include <filesystem>
#include <optional>
#include <string>

#if defined(__unix__)
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#endif

namespace {

namespace m = lithe::migrations;

constexpr auto id = m::column<std::int64_t>("id").primary_key().autoincrement();
constexpr auto first = m::history(m::migration(
    "1", "init",
    m::create_table("p", id, m::column<std::string>("a"), m::column<std::optional<int>>("n")),
    m::create_table("c", m::column<std::int64_t>("id").primary_key(),
                    m::column<std::int64_t>("p").references("p", "id").on_delete(lithe::cascade)),
    m::create_index("p_a_idx", "p", "a"),
    m::create_trigger("g", "AFTER DELETE ON p BEGIN SELECT 1; END"),
    m::create_view("v", "SELECT p.a FROM p JOIN c ON c.p = p.id")));
constexpr auto both = m::history(
    first,
    m::migration(
        "2", "all sorts",
        m::add_column("p", m::column<std::string>("b"), m::fill(m::ref<std::string>("a") + "!")),
        m::alter_column("p", "n", m::set_not_null(m::fill(0))),
        m::create_table("extra", m::column<int>("x")), m::rename_table("c", "children"),
        m::raw("INSERT INTO extra SELECT id FROM p"), m::create_index("p_b_idx", "p", "b")));

void seed(lithe::connection& db, int rows) {
    m::migrator{db, first}.migrate();
    db.execute_script(
        "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT " +
        std::to_string(rows) +
        ") INSERT INTO p (id, a, n) SELECT x * 3, 'text ' || x, nullif(x % 5, 0) FROM n; "
        "INSERT INTO c (p) SELECT id FROM p");
}
// Without the times in the history.
std::string content(lithe::connection& db) {
    std::string out =
        support::rows(db, "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name");
    for (char const* const table :
         {"p", "c", "children", "extra", "sqlite_sequence", "schema_migrations"}) {
        if (support::rows(db, "SELECT count(*) FROM sqlite_schema WHERE name = '" +
                                  std::string(table) + "'") == "1")
            out += "\n" + std::string(table) + "\n" +
                   support::rows(db, "SELECT * FROM " + std::string(table));
    }
    return out + support::rows(db, "PRAGMA foreign_keys") +
           support::rows(db, "PRAGMA integrity_check");
}

struct interrupt {
    int at;
    bool done = false;
    static int step(void* self) {
        auto& one = *static_cast<interrupt*>(self);
        if (one.done || --one.at > 0)
            return 0;
        one.done = true;
        return 1;
    }
};

struct folder {
    std::filesystem::path path;
    folder()
        : path(std::filesystem::temp_directory_path() /
               ("lithe_faults_" + std::to_string(::getpid()))) {
        std::filesystem::remove_all(path);
        std::filesystem::create_directories(path);
    }
    ~folder() { std::filesystem::remove_all(path); }
    std::string operator/(char const* name) const { return (path / name).string(); }
};

}  // namespace

TEST_CASE("interrupted at every operation, a migration is undone as a whole") {
    int failures = 0;
    for (int at = 1;; at += 7) {
        lithe::connection db(":memory:");
        seed(db, 20);
        std::string const before = support::everything(db);
        interrupt fault{at};
        sqlite3_progress_handler(db.native_handle(), 40, &interrupt::step, &fault);
        bool failed = false;
        try {
            m::migrator{db, both}.migrate();
        } catch (lithe::error const&) {
            failed = true;
        }
        sqlite3_progress_handler(db.native_handle(), 0, nullptr, nullptr);
        if (!failed) {
            REQUIRE(support::rows(db, "SELECT count(*) FROM extra") == "20");
            if (!fault.done)
                break;
            continue;
        }
        ++failures;
        // The look whether more is pending comes after COMMIT.
        if (m::migrator{db, both}.status().up_to_date())
            continue;
        REQUIRE(support::everything(db) == before);
        m::migrator{db, both}.migrate();
        REQUIRE(support::rows(db, "SELECT count(*), sum(b = a || '!') FROM p") == "20|20");
    }
    REQUIRE(failures > 10);
}

TEST_CASE("a full disk undoes it") {
    folder const place;
    int failures = 0;
    for (int pages = 0; pages < 400; pages += 7) {
        std::string const path = place / "full.db";
        std::filesystem::remove(path);
        std::filesystem::remove(path + "-wal");
        lithe::connection db(path);
        seed(db, 2000);
        std::string const before = content(db);
        db.execute_script("PRAGMA max_page_count=1");
        std::string const most = support::rows(db, "PRAGMA page_count");
        db.execute_script("PRAGMA max_page_count=" + std::to_string(std::stoi(most) + pages));
        try {
            m::migrator{db, both}.migrate();
        } catch (lithe::migration_error const& thrown) {
            ++failures;
            REQUIRE(thrown.code() == SQLITE_FULL);
            REQUIRE(content(db) == before);
            continue;
        }
        REQUIRE(failures > 0);
        return;
    }
    FAIL("never enough room");
}

#if defined(__unix__)

namespace {

// Runs `work` in another process, which ends without destructors.
template <class Work>
pid_t spawn(Work&& work) {
    pid_t const child = ::fork();
    if (child == 0) {
        try {
            work();
            ::_exit(0);
        } catch (...) {
            ::_exit(1);
        }
    }
    return child;
}
int wait_for(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("killed at any time, the file is as before or as after") {
    for (auto const mode : {lithe::journal::wal, lithe::journal::keep}) {
        folder const place;
        std::string const original = place / "original.db";
        {
            lithe::connection db(original, {.journal = mode});
            seed(db, 3000);
        }
        std::string before;
        std::string after;
        {
            std::filesystem::copy(original, place / "after.db");
            lithe::connection db(place / "after.db", {.journal = mode});
            before = content(db);
            m::migrator{db, both}.migrate();
            after = content(db);
        }
        int killed = 0;
        for (unsigned at = 0; at < 30; ++at) {
            std::string const path = place / "killed.db";
            for (char const* const suffix : {"", "-wal", "-shm", "-journal"})
                std::filesystem::remove(path + suffix);
            std::filesystem::copy(original, path);
            pid_t const child = spawn([&] {
                lithe::connection db(path, {.journal = mode});
                m::migrator{db, both, {.chunk_rows = 50}}.migrate();
            });
            ::usleep(at * 1500);
            ::kill(child, SIGKILL);
            killed += wait_for(child) != 0 ? 1 : 0;
            lithe::connection db(path, {.journal = mode});
            std::string const now = content(db);
            REQUIRE((now == before || now == after));
            m::migrator{db, both}.migrate();
            REQUIRE(content(db) == after);
        }
        REQUIRE(killed > 0);
    }
}

TEST_CASE("processes that start together: one migrates, the others find it done") {
    for (auto const mode : {lithe::journal::wal, lithe::journal::keep}) {
        folder const place;
        std::string const path = place / "shared.db";
        {
            lithe::connection db(path, {.journal = mode});
            seed(db, 500);
        }
        std::vector<pid_t> children;
        for (int at = 0; at < 8; ++at)
            children.push_back(spawn([&] {
                lithe::connection db(path, {.journal = mode});
                m::migrator{db, both}.migrate();
            }));
        for (pid_t const child : children)
            REQUIRE(wait_for(child) == 0);
        lithe::connection db(path, {.journal = mode});
        REQUIRE(support::rows(db, "SELECT group_concat(version) FROM schema_migrations") == "1,2");
        REQUIRE(support::rows(db, "SELECT count(*) FROM extra") == "500");
        REQUIRE((m::migrator{db, both}.status().up_to_date()));
    }
}

#endif
