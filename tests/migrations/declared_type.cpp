// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/declared_type.hpp>

#include <lithe/lithe.hpp>
#include <lithe/migrations.hpp>
#include <lithe/value/tagged.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"

#include <optional>
#include <sstream>
#include <string>

namespace {

namespace m = lithe::migrations;
namespace detail = lithe::migrations::detail;
using held = lithe::detail::storage_class;

struct DeclaredPerson {
    std::int64_t id = 0;
    std::string name{};
    std::optional<bool> active{};
    std::string born{};
    double price = 0;

    static constexpr auto schema() {
        return lithe::table("declared_people", lithe::primary_key<&DeclaredPerson::id>)
            .non_strict();
    }
};

constexpr auto id = m::column<std::int64_t>("id").primary_key();
constexpr auto init =
    m::migration("1", "as the other tool wrote it",
                 m::create_table("declared_people", m::non_strict, id.declared("integer"),
                                 m::column<std::string>("name").declared("VARCHAR(50)"),
                                 m::column<std::optional<bool>>("active").declared("bool"),
                                 m::column<std::string>("born").declared("date"),
                                 m::column<double>("price").declared("decimal (8,2)")));
constexpr auto history = m::history(init);
static_assert(m::produces<history, DeclaredPerson>);
static_assert(detail::same_default("TRUE", "1") && detail::same_default("0", "(false)"));
static_assert(!detail::same_default("TRUE", "0") && !detail::same_default("", "0"));

constexpr char const* theirs =
    "CREATE TABLE declared_people (id integer NOT NULL PRIMARY KEY, name varchar(50) NOT NULL, "
    "active bool NULL, born date NOT NULL, price decimal(8, 2) NOT NULL);"
    "INSERT INTO declared_people VALUES (7, 'Ada', 1, '1815-12-10', '12.00')";

struct AnyValue {
    std::int64_t id = 0;
    lithe::sql_value held{};
    std::optional<lithe::sql_value> more{};

    static constexpr auto schema() {
        return lithe::table("any_values", lithe::primary_key<&AnyValue::id>).non_strict();
    }
};

template <class... Parts>
constexpr auto table(Parts const&... parts) {
    return m::history(m::migration("1", "t", m::create_table("t", parts...)));
}
using detail::fault;
using support::fault_in;
constexpr auto text50 = m::column<std::string>("a").declared("VARCHAR(50)");

}  // namespace

TEST_CASE("which words are a type") {
    for (char const* const good : {"", "VARCHAR(50)", "varchar ( 50 )", "decimal(10, 2)", "TEXT",
                                   "integer unsigned", "\"my type\"", "double precision"})
        REQUIRE(detail::is_type_name(good));
    for (char const* const bad :
         {"(50)", "VARCHAR(50) NOT NULL", "TEXT, b TEXT", "TEXT DEFAULT 1", "decimal(1,2,3)",
          "VARCHAR(50", "VARCHAR(x)", "decimal(1,2) unsigned", "TEXT)", "'x'", "TEXT;", "5"})
        REQUIRE_FALSE(detail::is_type_name(bad));
}

TEST_CASE("values stay what they are, or the history is refused") {
    REQUIRE(detail::stays_in(held::integer, "BIGINT", false));
    REQUIRE(detail::stays_in(held::integer, "bool", false));
    REQUIRE(detail::stays_in(held::real, "decimal(8, 2)", false));
    REQUIRE(detail::stays_in(held::text, "datetime(6)", false));
    REQUIRE(detail::stays_in(held::blob, "BINARY(16)", false));
    REQUIRE(detail::stays_in(held::any, "", false));
    REQUIRE_FALSE(detail::stays_in(held::text, "STRING", false));
    REQUIRE_FALSE(detail::stays_in(held::integer, "REAL", false));
    REQUIRE_FALSE(detail::stays_in(held::integer, "TEXT", false));
    REQUIRE_FALSE(detail::stays_in(held::blob, "TEXT", false));
    REQUIRE_FALSE(detail::stays_in(held::any, "ANY", false));
    REQUIRE_FALSE(detail::stays_in(held::real, "INT", true));
}

TEST_CASE("what .declared() may not say") {
    REQUIRE(fault_in(table(m::non_strict, id, text50)) == fault::none);
    REQUIRE(fault_in(table(id, text50, m::non_strict)) == fault::none);
    REQUIRE(fault_in(table(id, text50)) == fault::declared_strict);
    REQUIRE(fault_in(table(id, m::column<int>("a").declared("INT"))) == fault::none);
    REQUIRE(fault_in(table(m::non_strict, id, m::column<int>("a").declared("VARCHAR(50)"))) ==
            fault::declared_type);
    REQUIRE(fault_in(table(m::non_strict, id, m::column<int>("a").declared("INT NOT NULL"))) ==
            fault::bad_declared);
    auto const then = [](auto const& step) {
        return fault_in(
            m::history(m::migration("1", "t", m::create_table("t", m::non_strict, id, text50)),
                       m::migration("2", "u", step)));
    };
    REQUIRE(then(m::set_table_options("t", m::strict)) == fault::declared_strict);
    REQUIRE(then(m::add_column("t", m::column<std::optional<int>>("b").declared("TEXT"))) ==
            fault::declared_type);
    REQUIRE(then(m::alter_column("t", "a", m::set_default("x"))) == fault::none);
    // An expression names the C++ type, not the declared one.
    REQUIRE(then(m::update_where("t", m::set("a", m::ref<std::string>("a") + "!"))) == fault::none);
    REQUIRE(then(m::update_where("t", m::set("a", 1))) == fault::assigned_type);
    // A key that only INTEGER makes the rowid.
    REQUIRE(fault_in(table(m::non_strict, id.declared("BIGINT").autoincrement())) ==
            fault::automatic_key);
}

TEST_CASE("another tool's table is adopted, rebuilt with its types, and at last made plain") {
    lithe::connection db(":memory:");
    db.execute_script(theirs);
    REQUIRE(m::diff<DeclaredPerson>(history).empty());
    m::migrator{db, history}.adopt_baseline("1");
    REQUIRE(m::migrator(db, history).verify().ok());
    REQUIRE(db.fetch_one(lithe::from<DeclaredPerson>()).price == 12);

    constexpr auto rebuilt = m::history(
        init, m::migration(
                  "2", "all are active", m::reorder("declared_people", "id"),
                  m::alter_column("declared_people", "active", m::set_not_null(m::fill(false)))));
    m::migrator{db, rebuilt}.migrate();
    REQUIRE(m::migrator(db, rebuilt).verify().ok());
    REQUIRE(support::rows(db, "SELECT name, type FROM pragma_table_info('declared_people')") ==
            "id|INTEGER\nname|VARCHAR(50)\nactive|bool\nborn|date\nprice|decimal (8,2)");

    constexpr auto plain = m::history(
        rebuilt,
        m::migration(
            "3", "plain",
            m::alter_column("declared_people", "name",
                            m::set_type<std::string>(m::ref<std::string>("name"))),
            m::alter_column("declared_people", "active", m::set_type<bool>(m::ref<bool>("active"))),
            m::alter_column("declared_people", "born",
                            m::set_type<std::string>(m::ref<std::string>("born"))),
            m::alter_column("declared_people", "price",
                            m::set_type<double>(m::ref<double>("price"))),
            m::set_table_options("declared_people", m::strict)));
    m::migrator{db, plain}.migrate();
    REQUIRE(m::migrator(db, plain).verify().ok());
    REQUIRE(support::rows(db, "SELECT *, typeof(price) FROM declared_people") ==
            "7|Ada|1|1815-12-10|12.0|real");
}

TEST_CASE("a number that a text became in a column of dates is a text again") {
    lithe::connection db(":memory:");
    db.execute_script(theirs);
    db.execute_script("UPDATE declared_people SET born = '1815'");
    REQUIRE(support::rows(db, "SELECT typeof(born) FROM declared_people") == "integer");
    m::migrator{db, history}.adopt_baseline("1");
    constexpr auto plain = m::history(
        init, m::migration("2", "plain",
                           m::alter_column("declared_people", "born",
                                           m::set_type<std::string>(m::ref<std::string>("born")))));
    m::migrator{db, plain}.migrate();
    REQUIRE(db.fetch_one(lithe::from<DeclaredPerson>()).born == "1815");
}

TEST_CASE("a column of any value keeps texts of digits, also where the table is not STRICT") {
    constexpr auto more = m::column<std::optional<lithe::sql_value>>("more");
    constexpr auto made = m::migration(
        "1", "init",
        m::create_table("any_values", id, m::column<lithe::sql_value>("held"), m::non_strict));
    static constexpr auto loose =
        m::history(made, m::migration("2", "more", m::add_column("any_values", more)));
    static_assert(m::produces<loose, AnyValue>);
    lithe::connection db(":memory:");
    m::migrator{db, loose}.migrate();
    db.execute_script("INSERT INTO any_values VALUES (1, '007', '1e3')");
    REQUIRE(support::rows(db, "SELECT type FROM pragma_table_info('any_values')") ==
            "INTEGER\nBLOB\nBLOB");

    // There and back, with what the rows hold.
    constexpr auto strict = m::history(
        loose, m::migration("3", "strict", m::set_table_options("any_values", m::strict)));
    m::migrator{db, strict}.migrate();
    REQUIRE(m::migrator(db, strict).verify().ok());
    REQUIRE(support::rows(db, "SELECT type FROM pragma_table_info('any_values')") ==
            "INTEGER\nANY\nANY");
    static constexpr auto again = m::history(
        strict, m::migration("4", "loose", m::set_table_options("any_values", m::non_strict)));
    static_assert(m::produces<again, AnyValue>);
    m::migrator{db, again}.migrate();
    REQUIRE(m::migrator(db, again).verify().ok());
    REQUIRE(m::diff<AnyValue>(again).empty());
    REQUIRE(support::rows(db, "SELECT *, typeof(held), typeof(more) FROM any_values") ==
            "1|007|1e3|text|text");
    REQUIRE(db.fetch_one(lithe::from<AnyValue>()).held == lithe::sql_value("007"));

    constexpr auto texts = m::migration(
        "1", "t", m::create_table("t", m::non_strict, id, m::column<std::string>("a")));
    lithe::connection other(":memory:");
    m::migrator{other, m::history(texts)}.migrate();
    other.execute_script("INSERT INTO t VALUES (1, '007')");
    constexpr auto any = m::cast<lithe::sql_value>(m::ref<std::string>("a"));
    constexpr auto changed = m::history(
        texts,
        m::migration("2", "any", m::alter_column("t", "a", m::set_type<lithe::sql_value>(any))),
        m::migration("3", "same",
                     m::update_where("t", m::set("a", m::ref<lithe::sql_value>("a")))));
    m::migrator{other, changed}.migrate();
    REQUIRE(support::rows(other, "SELECT *, typeof(a) FROM t") == "1|007|text");
    REQUIRE(support::rows(other, "SELECT type FROM pragma_table_info('t')") == "INTEGER\nBLOB");
}

TEST_CASE("foreign keys and indexes that mean the same are the same") {
    lithe::connection db(":memory:");
    db.execute_script(
        "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (id INTEGER PRIMARY KEY, p "
        "INTEGER NOT NULL REFERENCES p MATCH SIMPLE ON UPDATE NO ACTION ON DELETE CASCADE NOT "
        "DEFERRABLE INITIALLY DEFERRED, q INTEGER NOT NULL REFERENCES p(id) ON UPDATE SET NULL ON "
        "DELETE set default "
        "DEFERRABLE INITIALLY DEFERRED); CREATE INDEX i ON c (p ASC, q COLLATE binary ASC)");
    constexpr auto same = m::history(m::migration(
        "1", "init", m::create_table("p", m::non_strict, id),
        m::create_table(
            "c", m::non_strict, id,
            m::column<std::int64_t>("p").references("p", "id").on_delete(lithe::cascade),
            m::column<std::int64_t>("q")
                .references("p", "id")
                .on_delete(lithe::set_default)
                .on_update(lithe::set_null)
                .deferrable()),
        m::create_index("i", "c", "p", m::asc("q", lithe::collation{"BINARY"}))));
    m::migrator{db, same}.adopt_baseline("1");
    REQUIRE(m::migrator(db, same).verify().ok());
    constexpr auto other = m::history(m::migration(
        "1", "init", m::create_table("p", m::non_strict, id),
        m::create_table(
            "c", m::non_strict, id,
            m::column<std::int64_t>("p").references("p", "id").on_delete(lithe::cascade),
            m::column<std::int64_t>("q")
                .references("p", "id")
                .on_delete(lithe::set_default)
                .on_update(lithe::set_null))));
    lithe::connection again(":memory:");
    again.execute_script(support::rows(db,
                                       "SELECT group_concat(sql, ';') FROM sqlite_schema WHERE "
                                       "name IN ('p', 'c')"));
    REQUIRE_THROWS_AS((m::migrator{again, other}.adopt_baseline("1")), lithe::migration_error);
}

TEST_CASE("ON CONFLICT and PRIMARY KEY DESC of a file from elsewhere are kept through a rebuild") {
    lithe::connection db(":memory:");
    db.execute_script(
        "CREATE TABLE t (id INTEGER PRIMARY KEY DESC ON CONFLICT IGNORE, a TEXT NOT NULL ON "
        "CONFLICT REPLACE DEFAULT 'x', b INT NOT NULL ON CONFLICT ABORT UNIQUE ON CONFLICT FAIL, "
        "UNIQUE (a, b) ON CONFLICT ROLLBACK);"
        "CREATE TABLE k (id INTEGER NOT NULL ON CONFLICT IGNORE PRIMARY KEY ON CONFLICT REPLACE, "
        "v INT);"
        "CREATE TABLE w (a INT NOT NULL, b INT NOT NULL, PRIMARY KEY (b, a) ON CONFLICT IGNORE) "
        "WITHOUT ROWID; INSERT INTO t VALUES (1, 'p', 2), (3, 'q', 4)");
    std::string const rest = "SELECT rowid, * FROM t";
    std::string const before = support::rows(db, rest);
    constexpr auto taken = m::migration(
        "1", "as it was",
        m::create_table(
            "t", m::non_strict,
            m::column<std::int64_t>("id").primary_key().descending().on_conflict(
                m::conflict::ignore),
            m::column<std::string>("a").on_conflict(m::conflict::replace).default_value("x"),
            m::column<std::int64_t>("b").declared("INT").unique().on_conflict(m::conflict::fail),
            m::unique("a", "b").on_conflict(m::conflict::rollback)),
        m::create_table(
            "k", m::non_strict,
            m::column<std::int64_t>("id").primary_key().on_conflict(m::conflict::replace),
            m::column<std::optional<std::int64_t>>("v").declared("INT")),
        m::create_table("w", m::non_strict, m::without_rowid,
                        m::column<std::int64_t>("a").declared("INT"),
                        m::column<std::int64_t>("b").declared("INT"),
                        m::primary_key("b", "a").on_conflict(m::conflict::ignore)));
    // Of a rebuild nothing is left out but what the step itself changes.
    constexpr auto moved =
        m::migration("2", "moved", m::reorder("t", "a", "id"), m::reorder("k", "v"),
                     m::reorder("w", "b"), m::alter_column("t", "a", m::set_default("y")));
    constexpr auto plain = m::migration(
        "3", "plain", m::alter_column("t", "a", m::set_not_null(m::fill("z"))),
        m::set_primary_key("t", "id"), m::set_primary_key("w", "b", "a"),
        m::drop_constraint("t", m::unique("a", "b").on_conflict(m::conflict::rollback)));
    constexpr auto whole = m::history(taken, moved, plain);
    m::migrator{db, whole}.adopt_baseline("1");
    m::migrator{db, whole, {.to = "2"}}.migrate();
    std::string const live =
        support::rows(db, "SELECT sql FROM sqlite_schema WHERE name IN ('t', 'k', 'w')");
    for (char const* const words :
         {"PRIMARY KEY DESC ON CONFLICT IGNORE", "NOT NULL ON CONFLICT REPLACE DEFAULT 'y'",
          "UNIQUE (\"b\") ON CONFLICT FAIL", "UNIQUE (\"a\", \"b\") ON CONFLICT ROLLBACK",
          "PRIMARY KEY ON CONFLICT REPLACE", "PRIMARY KEY (\"b\", \"a\") ON CONFLICT IGNORE"})
        REQUIRE(live.find(words) != std::string::npos);
    REQUIRE(support::rows(db, "SELECT rowid, id, a, b FROM t") == before);
    REQUIRE(m::migrator(db, whole).migrate().versions.size() == 1);
    REQUIRE(m::migrator(db, whole).verify().ok());
    REQUIRE(support::rows(db, "SELECT rowid, id, a, b FROM t") == "1|1|p|2\n3|3|q|4");
    // A key that is not the rowid may be NULL there, and would become a number without a word.
    lithe::connection null(":memory:");
    null.execute_script(
        "CREATE TABLE n (id INTEGER PRIMARY KEY DESC); INSERT INTO n VALUES (NULL)");
    constexpr auto numbered = m::history(
        m::migration("1", "n",
                     m::create_table("n", m::non_strict,
                                     m::column<std::int64_t>("id").primary_key().descending())),
        m::migration("2", "rowid", m::set_primary_key("n", "id")));
    m::migrator{null, numbered}.adopt_baseline("1");
    REQUIRE_THROWS_WITH(m::migrator(null, numbered).migrate(),
                        Catch::Matchers::Contains("rows of n have no key"));
    // Run on a new file, the history ends in the same.
    lithe::connection fresh(":memory:");
    m::migrator{fresh, whole}.migrate();
    char const* const all =
        "SELECT name, sql FROM sqlite_schema WHERE sql LIKE 'CREATE TABLE%' ORDER BY name";
    REQUIRE(support::rows(fresh, all) == support::rows(db, all));
    using detail::fault;
    auto const fault_of = [](auto const& column) {
        return support::fault_in(m::history(m::migration("1", "t", m::create_table("t", column))));
    };
    REQUIRE(fault_of(m::column<int>("a").on_conflict(m::conflict::fail)) == fault::none);
    REQUIRE(fault_of(m::column<std::optional<int>>("a").on_conflict(m::conflict::fail)) ==
            fault::bare_option);
    REQUIRE(fault_of(m::column<int>("a").autoincrement()) == fault::bare_option);
    REQUIRE(fault_of(m::column<int>("a").descending()) == fault::bare_option);
    REQUIRE(fault_of(m::column<int>("a").primary_key().descending().autoincrement()) ==
            fault::automatic_key);
}
