// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/planner.hpp>

#include "support/catch.hpp"

#include <optional>
#include <string>

namespace {

namespace m = lithe::migrations;
namespace detail = m::detail;

constexpr auto people =
    m::migration("1", "init",
                 m::create_table("people", m::column<std::int64_t>("id").primary_key(),
                                 m::column<std::string>("first"),
                                 m::column<std::optional<std::string>>("last")));
constexpr auto why = m::lossy("x");

template <class... Steps>
std::string planned(Steps const&... steps) {
    detail::replayer state;
    REQUIRE(state.apply_migration(people.nodes.list[0]));
    auto const migration = m::migration("2", "next", steps...);
    detail::planner work(state);
    REQUIRE(work.plan(migration.nodes.list[0]));
    std::string out;
    for (detail::action const& one : work.actions) {
        if (one.what == detail::action::kind::rebuild)
            out += "rebuild " + one.rebuild.before.name.str() + "; ";
        else if (one.what == detail::action::kind::require)
            out += "require; ";
        else
            out += one.sql + "; ";
    }
    return out;
}

constexpr auto name = m::column<std::string>("name");
constexpr auto first = m::ref<std::string>("first");

}  // namespace

TEST_CASE("ALTER where it is legal") {
    REQUIRE(
        planned(m::add_column("people", m::column<std::optional<double>>("x")),
                m::drop_column("people", "last", why), m::rename_column("people", "first", "f"),
                m::rename_table("people", "p")) ==
        R"(ALTER TABLE main."people" ADD COLUMN "x" REAL; ALTER TABLE main."people" DROP COLUMN "last"; )"
        R"(ALTER TABLE main."people" RENAME COLUMN "first" TO "f"; ALTER TABLE main."people" RENAME TO "p"; )");
}

TEST_CASE("one rebuild for all changes of a table") {
    REQUIRE(planned(m::add_column("people", name, m::fill(first)),
                    m::drop_column("people", "first", why),
                    m::drop_column("people", "last", why)) == "rebuild people; ");
    // What reads a column that only the rebuild makes waits for it.
    REQUIRE(planned(m::add_column("people", name, m::fill(first)),
                    m::add_column("people", m::column<std::string>("again"),
                                  m::fill(m::ref<std::string>("name")))) ==
            "rebuild people; rebuild people; ");
    REQUIRE(planned(m::add_column("people", name, m::fill(first)),
                    m::rename_column("people", "name", "n")) ==
            R"(rebuild people; ALTER TABLE main."people" RENAME COLUMN "name" TO "n"; )");
}

TEST_CASE("which steps rollback() undoes") {
    auto const reversible = [](auto const& migration) {
        detail::replayer state;
        REQUIRE(state.apply_migration(people.nodes.list[0]));
        detail::planner work(state);
        REQUIRE(work.plan(migration.nodes.list[0]));
        std::string out;
        for (m::planned_step const& one : work.steps)
            out += one.reversible ? 'y' : 'n';
        return out;
    };
    constexpr auto both = m::migration("2", "x", m::add_column("people", name, m::fill(first)),
                                       m::drop_column("people", "last", why));
    CHECK(reversible(both) == "yn");
    CHECK(reversible(both.irreversible("x")) == "nn");
    CHECK(reversible(both.down(m::drop_column("people", "name", why))) == "yy");
    CHECK(reversible(m::squash(m::migration("2", "x", m::rename_table("people", "p")),
                               m::replaced("0", "v1:0"))) == "n");
}

TEST_CASE("DROP COLUMN is a rebuild where SQLite would leave something broken") {
    REQUIRE(planned(m::create_view("v", "SELECT last FROM people"), m::drop_view("v"),
                    m::drop_column("people", "last", why))
                .find("DROP COLUMN") != std::string::npos);
    REQUIRE(planned(m::create_view("v", "SELECT last FROM people"),
                    m::drop_column("people", "last", why))
                .find("rebuild people") != std::string::npos);
    REQUIRE(planned(m::drop_column("people", "last", m::if_all_null)) ==
            R"(require; ALTER TABLE main."people" DROP COLUMN "last"; )");
}

TEST_CASE("a new type asks whether every value survives, unless losing is meant") {
    auto const number = m::set_type<std::optional<int>>(
        m::cast<std::optional<int>>(m::ref<std::optional<std::string>>("last")));
    REQUIRE(planned(m::alter_column("people", "last", number)) == "require; rebuild people; ");
    REQUIRE(planned(m::alter_column("people", "last", number, why)) == "rebuild people; ");
}
