// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/refusals.hpp>

#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"
#include "support/noted_history.hpp"

#include <optional>
#include <string>
#include <vector>

namespace {

namespace m = lithe::migrations;
namespace detail = m::detail;

using namespace support::noted;

std::string refused(lithe::connection& db, m::options const& options = {}) {
    auto const loaded = detail::load(history);
    auto const seen = detail::look_at(db.native_handle(), loaded, options.to);
    std::string out;
    for (std::string const& one : detail::refusals(seen, loaded, options))
        out += one + "\n";
    return out;
}

}  // namespace

TEST_CASE("edited, out of order and unknown migrations are refused by name") {
    {
        lithe::connection db(":memory:");
        note(db, "1", "v1:other");
        REQUIRE(refused(db) == "migration 1 was edited after it was applied\n");
    }
    {
        lithe::connection db(":memory:");
        note(db, "1", digest_of(1));
        note(db, "3", digest_of(3));
        REQUIRE(refused(db).find("migration 2 is older than 3") == 0);
    }
    {
        lithe::connection db(":memory:");
        note(db, "0", "v1:x");
        REQUIRE(refused(db).find("migration 0 is applied, but not in") == 0);
    }
}

TEST_CASE("options.to is a version of the history") {
    lithe::connection db(":memory:");
    note(db, "1", digest_of(1));
    REQUIRE(refused(db).empty());
    REQUIRE(refused(db, {.to = "7"}).find("no migration of this history") != std::string::npos);
}

TEST_CASE("a newer file is used as long as it says that older programs may") {
    lithe::connection db(":memory:");
    for (std::size_t const at : {1U, 2U, 3U})
        note(db, std::to_string(at), digest_of(at));
    note(db, "4", "v1:future", "3");
    REQUIRE(refused(db).empty());
    note(db, "5", "v1:future", "5");
    REQUIRE(refused(db) == "the file is newer than this program: it needs one that knows 5\n");
}

TEST_CASE("m::opaque: what follows waits for m::snapshot()") {
    using detail::fault;
    constexpr auto init = m::migration("1", "t", m::create_table("t", m::column<int>("a")));
    constexpr auto blind = m::raw("CREATE TABLE u (b INTEGER NOT NULL) STRICT; DROP TABLE t",
                                  m::lossy("not needed"), m::opaque());
    constexpr auto seen = m::snapshot(m::create_table("u", m::column<int>("b")));
    constexpr auto next = m::add_column("u", m::column<std::optional<int>>("c"));
    STATIC_REQUIRE(support::fault_in(m::history(init, m::migration("2", "x", blind))) ==
                   fault::none);
    STATIC_REQUIRE(support::fault_in(m::history(init, m::migration("2", "x", blind, next))) ==
                   fault::opaque_schema);
    STATIC_REQUIRE(support::fault_in(m::history(init, m::migration("2", "x", seen))) ==
                   fault::known_schema);

    constexpr auto open = m::history(init, m::migration("2", "x", blind));
    constexpr auto closed = m::history(open, m::migration("3", "y", seen, next));
    lithe::connection db(":memory:");
    REQUIRE(m::migrator(db, open).plan().risk() == m::risk::lossy);
    REQUIRE(m::migrator(db, open).migrate().versions.size() == 2);
    REQUIRE(m::migrator(db, open).verify().ok());
    REQUIRE(m::migrator(db, open).migrate().versions.empty());
    REQUIRE(m::migrator(db, closed).migrate().versions.size() == 1);
    REQUIRE(m::migrator(db, closed).verify().ok());
    REQUIRE(support::rows(db, "SELECT sql FROM sqlite_schema WHERE name = 'u'") ==
            "CREATE TABLE u (b INTEGER NOT NULL, \"c\" INTEGER) STRICT");
    REQUIRE(m::migrator(db, closed).rollback(1).versions.size() == 1);
    db.execute_script("CREATE TABLE by_hand (a)");
    REQUIRE_THROWS_WITH(m::migrator(db, closed).migrate(), Catch::Matchers::Contains("drift"));

    // A snapshot that is not what is there is refused, and so is one that leaves something out.
    constexpr auto wrong = m::history(
        init,
        m::migration("2", "x", blind, m::snapshot(m::create_table("u", m::column<int>("x")))));
    lithe::connection other(":memory:");
    REQUIRE_THROWS_WITH(m::migrator(other, wrong).migrate(),
                        Catch::Matchers::Contains("not what the history says"));
    constexpr auto less = m::history(open, m::migration("3", "y", m::snapshot()));
    lithe::connection third(":memory:");
    REQUIRE_THROWS_WITH(m::migrator(third, less).migrate(),
                        Catch::Matchers::Contains("it leaves table u"));
}
