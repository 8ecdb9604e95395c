// SPDX-License-Identifier: BSL-1.0
//
// The n-th operation on the file fails, or SQLite's n-th allocation, for n = 1, 2, ... until there
// is no n-th: the file is exactly as before the migration, or exactly as after it.

#include <lithe/migrations/migrator.hpp>

#include "support/catch.hpp"
#include "support/failing_memory.hpp"
#include "support/migrations.hpp"
#include "support/nth_fault_vfs.hpp"
#include "support/scratch_folder.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace {

namespace m = lithe::migrations;
using lithe_test::failing_memory;
using lithe_test::fault;
using lithe_test::nth_fault_vfs;

constexpr auto first = m::history(m::migration(
    "1", "init",
    m::create_table("p", m::column<std::int64_t>("id").primary_key().autoincrement(),
                    m::column<std::string>("a"), m::column<std::optional<int>>("n")),
    m::create_table("c", m::column<std::int64_t>("id").primary_key(),
                    m::column<std::int64_t>("p").references("p", "id").on_delete(lithe::cascade)),
    m::create_index("p_a_idx", "p", "a"),
    m::create_trigger("g", "AFTER DELETE ON p BEGIN SELECT 1; END"),
    m::create_view("v", "SELECT p.a FROM p JOIN c ON c.p = p.id")));
constexpr auto second = m::history(
    first, m::migration("2", "rebuild", m::alter_column("p", "n", m::set_not_null(m::fill(0))),
                        m::create_table("extra", m::column<int>("x")), m::rename_table("c", "kids"),
                        m::raw("INSERT INTO extra SELECT id FROM p")));

// All but the times in the history's own table.
std::string content(std::string const& path) {
    lithe::connection db(path, {.journal = lithe::journal::keep});
    std::string out = support::rows(db, "PRAGMA integrity_check");
    out += support::rows(db, "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name");
    lithe::migrations::detail::statement tables(
        db.native_handle(),
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> "
        "'_schema_migrations_info' ORDER BY name");
    while (tables.step())
        out += "\n" + tables.words(0) + "\n" +
               support::rows(db, "SELECT rowid, * FROM \"" + tables.words(0) + "\"");
    return out + support::rows(db, "SELECT version, kind, digest FROM _schema_migrations_info");
}

struct stage {
    scratch_folder folder;
    lithe::journal mode;
    std::string before{};
    std::string after{};
    int undone = 0;

    explicit stage(lithe::journal given) : mode(given) {
        {
            lithe::connection db(folder.file("original.db"), {.journal = mode});
            m::migrator{db, first}.migrate();
            db.execute_script(
                "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 60) INSERT "
                "INTO p (id, a, n) SELECT x * 3, hex(zeroblob(100)), nullif(x % 5, 0) FROM n; "
                "INSERT INTO c (p) SELECT id FROM p; DELETE FROM p WHERE id = 180");
        }
        before = content(folder.file("original.db"));
        std::filesystem::copy(folder.file("original.db"), folder.file("after.db"));
        {
            lithe::connection db(folder.file("after.db"), {.journal = mode});
            m::migrator{db, second}.migrate();
        }
        after = content(folder.file("after.db"));
    }
    std::string fresh() const {
        std::string const path = folder.file("now.db");
        for (char const* const suffix : {"", "-wal", "-shm", "-journal"})
            std::filesystem::remove(path + suffix);
        std::filesystem::copy(folder.file("original.db"), path);
        return path;
    }
    // `arm` makes the n-th operation fail, `heal` says whether it came.
    template <class Arm, class Heal>
    bool judge(Arm&& arm, Heal&& heal) {
        char const* const vfs = nth_fault_vfs::name;  // which also does not really flush
        std::string const path = fresh();
        bool done = false;
        std::string why;
        try {
            // Ten pages: what is changed is written before COMMIT, too.
            lithe::connection db(path,
                                 {.cache_size = 10, .journal = lithe::journal::keep, .vfs = vfs});
            m::migrator migrator{db, second, {.busy_timeout = std::chrono::milliseconds(0)}};
            arm();
            migrator.migrate();
            done = true;
        } catch (lithe::error const& thrown) {
            why = thrown.what();
        } catch (std::bad_alloc const&) {
            why = "no memory";
        }
        bool const fired = heal();
        std::string const now = content(path);
        if (now != after && (done || now != before)) {
            UNSCOPED_INFO((done ? "done; " : "failed; ") << why << "\n" << now);
            FAIL("neither as before nor as after");
        }
        undone += now == before ? 1 : 0;
        if (now == before && undone % 16 == 1) {  // and the next start does it
            lithe::connection db(path, {.journal = lithe::journal::keep, .vfs = vfs});
            m::migrator{db, second}.migrate();
            REQUIRE(content(path) == after);
        }
        return fired;
    }
};

int io_points(stage& here, int sparse) {
    nth_fault_vfs const vfs;
    int points = 0;
    for (int kind = 0; kind < static_cast<int>(fault::count); ++kind) {
        for (bool const sticky : {false, true}) {
            bool fired = true;
            for (int nth = 1; fired; nth += 1 + nth * sparse / 10) {
                CAPTURE(name_of(static_cast<fault>(kind)), sticky, nth);
                fired =
                    here.judge([&] { nth_fault_vfs::arm(static_cast<fault>(kind), nth, sticky); },
                               [] {
                                   nth_fault_vfs::heal();
                                   return nth_fault_vfs::fired();
                               });
                points += fired ? 1 : 0;
            }
        }
    }
    return points;
}

int memory_points(stage& here, int sparse) {
    nth_fault_vfs const vfs;
    int points = 0;
    for (bool const sticky : {false, true}) {
        bool fired = true;
        for (int nth = 1; fired; nth += 1 + nth * sparse / 10) {
            CAPTURE(sticky, nth);
            fired = here.judge([&] { failing_memory::arm(nth, sticky); },
                               [] {
                                   failing_memory::heal();
                                   return failing_memory::fired();
                               });
            points += fired ? 1 : 0;
        }
    }
    return points;
}

}  // namespace

TEST_CASE("a migration whose n-th operation on the file fails is undone, or was done") {
    stage here(lithe::journal::keep);
    REQUIRE(io_points(here, 30) > 30);
    REQUIRE(here.undone > 20);
}

TEST_CASE("a migration without memory is undone, or was done") {
    failing_memory const memory;
    stage here(lithe::journal::wal);
    REQUIRE(memory_points(here, 30) > 8);
    REQUIRE(here.undone > 4);
}

TEST_CASE("a migration with every single fault", "[.slow]") {
    failing_memory const memory;
    for (auto const mode : {lithe::journal::keep, lithe::journal::wal}) {
        stage here(mode);
        int const points = io_points(here, 0);
        int const without_memory = memory_points(here, 0);
        WARN(points << " faults of the file, " << without_memory << " of memory, " << here.undone
                    << " times undone");
        REQUIRE(here.undone > 100);
    }
}
