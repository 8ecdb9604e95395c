// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/squash.hpp>

#include <lithe/lithe.hpp>
#include <lithe/migrations.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"

#include <optional>
#include <sstream>
#include <string>

namespace {

namespace m = lithe::migrations;

constexpr auto id = m::column<std::int64_t>("id").primary_key();
constexpr auto one = m::migration("1", "init", m::create_table("p", id, m::column<int>("a")));
constexpr auto two =
    m::migration("2", "more", m::add_column("p", m::column<std::string>("b").default_value("x")),
                 m::create_table("c", id, m::column<std::int64_t>("p").references("p", "id")),
                 m::create_index("p_b", "p", m::desc("b")));
constexpr auto three = m::migration("3", "less", m::drop_column("p", "a", m::lossy("test")),
                                    m::insert_rows("p", m::row(m::set("id", 1))),
                                    m::create_view("v", "SELECT b FROM p"));
constexpr auto nick =
    m::migration("50", "nick", m::add_column("p", m::column<std::optional<std::string>>("nick")));

// A digest is text that a record only refers to.
constexpr auto digest_one = m::digest(one);
constexpr auto digest_two = m::digest(two);
constexpr auto digest_three = m::digest(three);
constexpr auto short_form = m::squash(
    m::migration("4", "squashed",
                 m::create_table("p", id, m::column<std::string>("b").default_value("x")),
                 m::create_table("c", id, m::column<std::int64_t>("p"),
                                 m::foreign_key("p").references("p", "id")),
                 m::create_index("p_b", "p", m::desc("b")), m::create_view("v", "SELECT b FROM p"),
                 m::insert_rows("p", m::row(m::set("id", 1)))),
    m::replaced("1", digest_one.view()), m::replaced("2", digest_two.view()),
    m::replaced("3", digest_three.view()));

constexpr auto long_history = m::history(one, two, three);
constexpr auto longer = m::history(one, two, three, nick);
constexpr auto shorter = m::history(short_form);
constexpr auto next = m::history(short_form, nick);
static_assert(m::squashes<shorter, long_history>);
static_assert(m::squashes<next, longer>);

template <auto const& After, auto const& Before>
constexpr auto fault_of = m::detail::squash_finding<After, Before>.what;
constexpr auto not_all = m::history(m::squash(one, m::replaced("0", digest_one.view())));
static_assert(fault_of<not_all, long_history> == m::detail::fault::squash_digest);
constexpr auto other_end = m::history(m::squash(
    m::migration("4", "other", m::create_table("p", id)), m::replaced("1", digest_one.view()),
    m::replaced("2", digest_two.view()), m::replaced("3", digest_three.view())));
static_assert(fault_of<other_end, long_history> == m::detail::fault::squash_schema);

constexpr char const* versions =
    "SELECT version, kind FROM schema_migrations LEFT JOIN "
    "_schema_migrations_info USING (version) ORDER BY 0 + version";

}  // namespace

TEST_CASE("what is printed is the squash that was pasted") {
    std::ostringstream out;
    m::freeze(out, long_history);
    REQUIRE(out.str() ==
            R"text(// migration 3 changed rows, or ran SQL: repeat what a new file needs
m::squash(m::migration("4", "squashed",
m::create_table("p",
    m::column<std::int64_t>("id").primary_key(),
    m::column<std::string>("b").default_value("x")),
m::create_table("c",
    m::column<std::int64_t>("id").primary_key(),
    m::column<std::int64_t>("p"),
    m::foreign_key("p").references("p", "id")),
m::create_index("p_b", "p", m::desc("b")),
m::create_view("v", "SELECT b FROM p")),
m::replaced("1", ")text" +
                std::string(digest_one.view()) + "\"),\nm::replaced(\"2\", \"" +
                std::string(digest_two.view()) + "\"),\nm::replaced(\"3\", \"" +
                std::string(digest_three.view()) + "\"))\n");
    REQUIRE(m::detail::next_version("199") == "200");
    REQUIRE(m::detail::next_version("99") == "100");
}

TEST_CASE("a file that has all of the replaced migrations has the squash") {
    lithe::connection db(":memory:");
    m::migrator{db, long_history}.migrate();
    std::string const before = support::everything(db);
    m::migrator migrator{db, next};
    REQUIRE(migrator.status().pending == std::vector<std::string>{"50"});
    REQUIRE(migrator.plan().migrations.size() == 1);
    REQUIRE(migrator.rehearse().versions.size() == 1);
    REQUIRE(support::everything(db) == before);
    REQUIRE(m::migrator(db, shorter).verify().ok());
    REQUIRE(m::migrator(db, shorter).migrate().versions.empty());
    REQUIRE(support::rows(db, versions) == "1|applied\n2|applied\n3|applied\n4|squashed");
    REQUIRE(migrator.migrate().versions == std::vector<std::string>{"50"});
    REQUIRE(migrator.verify().ok());
    REQUIRE(migrator.status().up_to_date());
    REQUIRE(support::rows(db, "SELECT * FROM p") == "1|x|NULL");
    // A program of before the squash goes on with the file.
    REQUIRE(m::migrator(db, longer).migrate().versions.empty());
    REQUIRE(migrator.rollback().versions == std::vector<std::string>{"50"});
    REQUIRE_THROWS_WITH(migrator.rollback(), Catch::Matchers::Contains("stands for several"));
}

TEST_CASE("a file that went on before the squash was written has it, too") {
    lithe::connection db(":memory:");
    m::migrator{db, longer}.migrate();
    m::migrator migrator{db, next};
    REQUIRE(migrator.plan().exit_code() == 0);
    REQUIRE(migrator.migrate().versions.empty());
    REQUIRE(support::rows(db, versions) ==
            "1|applied\n2|applied\n3|applied\n4|squashed\n50|applied");
    REQUIRE(migrator.verify().ok());
    REQUIRE(migrator.migrate().versions.empty());
}

TEST_CASE("a new file runs the squash, and has the same schema") {
    lithe::connection db(":memory:");
    m::migrator migrator{db, next};
    REQUIRE(migrator.migrate().versions == std::vector<std::string>{"4", "50"});
    REQUIRE(migrator.verify().ok());
    lithe::connection old(":memory:");
    m::migrator{old, longer}.migrate();
    REQUIRE(m::detail::differences(m::detail::read_schema(old.native_handle()),
                                   m::detail::read_schema(db.native_handle()))
                .empty());
    REQUIRE(support::rows(db, "SELECT * FROM p") == support::rows(old, "SELECT * FROM p"));
    migrator.rollback();
    REQUIRE_THROWS_AS(migrator.rollback(), lithe::migration_error);
}

TEST_CASE("a file in the middle is refused, as is one with other migrations of these versions") {
    lithe::connection db(":memory:");
    constexpr auto middle = m::history(one, two);
    m::migrator{db, middle}.migrate();
    std::string const before = support::everything(db);
    m::migrator migrator{db, next};
    REQUIRE(migrator.plan().exit_code() == 3);
    REQUIRE_THROWS_WITH(migrator.migrate(),
                        Catch::Matchers::Contains("in the middle of what migration 4 replaces: it "
                                                  "has 1, 2 and not 3"));
    REQUIRE(support::everything(db) == before);

    lithe::connection other(":memory:");
    constexpr auto edited =
        m::history(one, two,
                   m::migration("3", "less", m::drop_column("p", "a", m::lossy("other words")),
                                m::create_view("v", "SELECT b FROM p")));
    m::migrator{other, edited}.migrate();
    REQUIRE_THROWS_WITH((m::migrator{other, next}.migrate()),
                        Catch::Matchers::Contains("migration 3 was edited"));
}

TEST_CASE("drift is not hidden by a squash") {
    lithe::connection db(":memory:");
    m::migrator{db, long_history}.migrate();
    db.execute_script("ALTER TABLE p ADD COLUMN surprise TEXT");
    m::migrator migrator{db, shorter};
    migrator.migrate();
    REQUIRE_FALSE(migrator.verify().ok());
    REQUIRE_THROWS_WITH((m::migrator{db, next}.migrate()), Catch::Matchers::Contains("drift"));
}

TEST_CASE("a squash is above what it replaces") {
    REQUIRE(support::fault_in(m::history(m::squash(one, m::replaced("1", digest_one.view())))) ==
            m::detail::fault::version_order);
}

TEST_CASE("what SQLite renames in views is renamed in the print") {
    static constexpr auto renamed = m::history(
        one, m::migration("2", "view", m::create_view("v", "SELECT a FROM p")),
        m::migration("3", "rename", m::rename_table("p", "q"), m::rename_column("q", "a", "b")));
    std::ostringstream out;
    m::freeze(out, renamed);
    REQUIRE(out.str().find(R"(m::create_view("v", "SELECT \"b\" FROM \"q\"")") !=
            std::string::npos);
    static constexpr auto digest =
        m::digest(m::migration("2", "view", m::create_view("v", "SELECT a FROM p")));
    static constexpr auto last = m::digest(
        m::migration("3", "rename", m::rename_table("p", "q"), m::rename_column("q", "a", "b")));
    static constexpr auto whole = m::history(
        m::squash(m::migration("4", "squashed", m::create_table("q", id, m::column<int>("b")),
                               m::create_view("v", "SELECT b FROM \"q\"")),
                  m::replaced("1", digest_one.view()), m::replaced("2", digest.view()),
                  m::replaced("3", last.view())));
    static_assert(m::squashes<whole, renamed>);
    lithe::connection db(":memory:");
    m::migrator{db, renamed}.migrate();
    m::migrator{db, whole}.migrate();
    REQUIRE(m::migrator(db, whole).verify().ok());
}
