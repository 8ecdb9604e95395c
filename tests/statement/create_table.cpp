// SPDX-License-Identifier: BSL-1.0
//
// CREATE TABLE and CREATE INDEX as constants, and what SQLite makes of them: the pragmas must say
// what the descriptor said.
#include <lithe/statement/create_table.hpp>

#include <lithe/sql.hpp>

#include "support/catch.hpp"
#include "support/describe_table.hpp"

#include <bit>
#include <limits>
#include <string>
#include <vector>

namespace {

using lithe::col;

/// Has SQLite run the text of `Entity` after that of `Parents`, and describe the table.
template <class Entity, class... Parents>
std::string created() {
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(":memory:", &db) == SQLITE_OK);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    auto const run = [&](std::string_view sql) {
        INFO(sql);
        char* message = nullptr;
        int const rc = sqlite3_exec(db, std::string(sql).c_str(), nullptr, nullptr, &message);
        INFO((message == nullptr ? "" : message));
        CHECK(rc == SQLITE_OK);
        sqlite3_free(message);
    };
    (run(lithe::create_table_sql<Parents>()), ...);
    run(lithe::create_table_sql<Entity>());
    run(lithe::create_indexes_sql<Entity>());
    std::string const text =
        lithe_test::describe_table(db, lithe::detail::entity_names<Entity>::table());
    sqlite3_close(db);
    return text;
}

// ---- without schema() ----

struct BlogPost {
    std::int64_t id = 0;
    std::string title{};
    std::optional<double> score{};
    bool draft = false;
    lithe::bytes body{};
    std::array<std::byte, 4> hash{};
};
static_assert(
    lithe::create_table_sql<BlogPost>() ==
    R"(CREATE TABLE "blog_post" ("id" INTEGER PRIMARY KEY, "title" TEXT NOT NULL, )"
    R"("score" REAL, "draft" INTEGER NOT NULL, "body" BLOB NOT NULL, "hash" BLOB NOT NULL) STRICT)");
static_assert(lithe::create_indexes_sql<BlogPost>().empty());

struct no_key {
    std::string id{};  // a text: no key without a word
};
struct later_key {
    int number = 0;
    short id = 0;
};

// ---- keys ----

struct composite {
    int left = 0;
    std::string right{};
    int rest = 0;
    static constexpr auto schema() {
        return lithe::table(
            "composite",
            lithe::primary_key<&composite::right, &composite::left>.named("pk \"of\" it"),
            lithe::unique<&composite::rest, &composite::left>.named("both"), lithe::without_rowid);
    }
};
struct counted {
    std::int64_t id = 0;
    static constexpr auto schema() {
        return lithe::table("counted", lithe::primary_key<&counted::id>.autoincrement())
            .non_strict();
    }
};
struct named_key {
    std::int64_t id = 0;
    static constexpr auto schema() {
        return lithe::table("named_key",
                            lithe::primary_key<&named_key::id>.named("the key").autoincrement());
    }
};
struct text_key {
    std::string code{};
    static constexpr auto schema() {
        return lithe::table("text_key", lithe::primary_key<&text_key::code>);
    }
};
struct rowidless {
    std::int64_t id = 0;
    std::optional<std::string> name{};
    static constexpr auto schema() {
        return lithe::table("rowidless", lithe::primary_key<&rowidless::id>, lithe::without_rowid)
            .non_strict();
    }
};

// ---- foreign keys ----

struct child;
struct parent {
    std::int64_t id = 0;
    std::string name{};
    int number = 0;
    std::optional<std::int64_t> favourite{};
    static constexpr auto schema();  // parent and child refer to each other
};
struct child {
    std::int64_t id = 0;
    std::int64_t by_cascade = 0;
    std::optional<std::int64_t> by_null{};
    std::int64_t by_default = 0;
    std::int64_t by_restrict = 0;
    std::optional<std::int64_t> by_nothing{};
    std::string name{};
    int number = 0;
    std::optional<std::int64_t> mother{};
    static constexpr auto schema();
};
constexpr auto parent::schema() {
    return lithe::table("parent", lithe::primary_key<&parent::id>,
                        lithe::unique<&parent::number, &parent::name>,
                        lithe::foreign_key<&parent::favourite>.references<&child::id>());
}
constexpr auto child::schema() {
    return lithe::table(
        "child", lithe::primary_key<&child::id>, lithe::default_value<&child::by_default>(1),
        lithe::foreign_key<&child::by_cascade>.references<&parent::id>()
            .on_delete(lithe::cascade).on_update(lithe::cascade).named("f1"),
        lithe::foreign_key<&child::by_null>.references<&parent::id>()
            .on_delete(lithe::set_null).on_update(lithe::set_null),
        lithe::foreign_key<&child::by_default>.references<&parent::id>()
            .on_delete(lithe::set_default).on_update(lithe::set_default),
        lithe::foreign_key<&child::by_restrict>.references<&parent::id>()
            .on_delete(lithe::restrict_).on_update(lithe::restrict_),
        lithe::foreign_key<&child::by_nothing>.references<&parent::id>().deferrable(),
        lithe::foreign_key<&child::name, &child::number>.references<&parent::name, &parent::number>(),
        lithe::foreign_key<&child::mother>.references<&child::id>());
}

// ---- names, collations, indexes ----

struct odd_names {
    std::int64_t id = 0;
    std::string quoted{};
    std::string order{};  // a keyword
    std::string umlaut{};
    std::string blank{};
    static constexpr auto schema() {
        return lithe::table(
            "an \"odd\" 'table' näme", lithe::primary_key<&odd_names::id>,
            lithe::column_name<&odd_names::quoted>("sa\"id"),
            lithe::column_name<&odd_names::umlaut>("größe"),
            lithe::column_name<&odd_names::blank>("two words; --"),
            lithe::collate<&odd_names::order>(lithe::nocase),
            lithe::index<&odd_names::quoted, &odd_names::order>,
            lithe::index<&odd_names::order, &odd_names::umlaut>.desc<&odd_names::order>()
                .collate<&odd_names::umlaut>(lithe::rtrim_collation).unique().named("x\"y z"),
            lithe::index<&odd_names::blank>.desc<&odd_names::blank>().collate<&odd_names::blank>(lithe::binary).named("plain"),
            lithe::check(col<&odd_names::quoted> != "it's; \"quoted\"").named("ch\"eck"));
    }
};

// ---- values ----

enum class mood : std::int8_t { sad = -1, glad = 2 };
struct cents {
    std::int64_t count = 0;
};
}  // namespace

template <>
struct lithe::value_traits<cents> {
    using storage = std::int64_t;
    static constexpr storage to_storage(cents given) { return given.count; }
    static constexpr cents from_storage(storage count) { return {count}; }
};

namespace {

struct defaults {
    std::int64_t id = 0;
    int number = 0;
    std::int64_t least = 0;
    std::uint64_t most = 0;
    bool flag = false;
    mood feeling = mood::sad;
    cents price{};
    std::string text{};
    std::string nul{};
    std::string none{};
    std::optional<std::string> missing{};
    std::array<std::byte, 3> blob{};
    static constexpr auto schema() {
        using namespace std::string_view_literals;
        return lithe::table(
            "defaults", lithe::primary_key<&defaults::id>,
            lithe::default_value<&defaults::number>(-5),
            lithe::default_value<&defaults::least>(INT64_MIN),
            lithe::default_value<&defaults::most>(static_cast<std::uint64_t>(INT64_MAX)),
            lithe::default_value<&defaults::flag>(true),
            lithe::default_value<&defaults::feeling>(mood::glad),
            lithe::default_value<&defaults::price>(cents{99}),
            lithe::default_value<&defaults::text>("it's \"5\" -- ö"),
            lithe::default_value<&defaults::nul>(lithe::borrow("a\0b"sv)),
            lithe::default_value<&defaults::none>(""),
            lithe::default_value<&defaults::missing>(std::nullopt),
            lithe::default_value<&defaults::blob>(
                std::array{std::byte{0}, std::byte{255}, std::byte{16}}));
    }
};

struct reals {
    std::int64_t id = 0;
    double tenth = 0;
    double minus_zero = 0;
    double large = 0;
    double subnormal = 0;
    double endless = 0;
    double less = 0;
    double third = 0;
    double whole = 0;
    double most = 0;
    float small = 0;
    static constexpr auto schema() {
        using limits = std::numeric_limits<double>;
        return lithe::table(
            "reals", lithe::primary_key<&reals::id>, lithe::default_value<&reals::tenth>(0.1),
            lithe::default_value<&reals::minus_zero>(-0.0),
            lithe::default_value<&reals::large>(1e308),
            lithe::default_value<&reals::subnormal>(5e-324),
            lithe::default_value<&reals::endless>(limits::infinity()),
            lithe::default_value<&reals::less>(-limits::infinity()),
            lithe::default_value<&reals::third>(-1.0 / 3), lithe::default_value<&reals::whole>(7),
            lithe::default_value<&reals::most>((limits::max)()),
            lithe::default_value<&reals::small>(0.1));
    }
};

// ---- templates and shared constraints ----

template <class Entity>
constexpr auto shared() {
    return lithe::constraints(lithe::primary_key<&Entity::id>,
                              lithe::check(col<&Entity::number> > 0));
}
struct grams {
    int amount = 0;
};
struct Parcels {};
template <class Payload>
struct event {
    std::int64_t id = 0;
    int number = 0;
    static constexpr auto schema() {
        return lithe::table("event_" + lithe::name_of<Payload>, shared<event>(),
                            lithe::index<&event::number>);
    }
};

struct foreign_struct {  // of a library that cannot be changed
    int key = 0;
    std::string text{};
};

}  // namespace

template <>
struct lithe::schema_for<foreign_struct> {
    static constexpr auto schema() {
        return lithe::table("from_outside", lithe::primary_key<&foreign_struct::key>);
    }
};

namespace {

std::string lines(std::initializer_list<char const*> list) {
    std::string text;
    for (char const* const line : list)
        text += (text.empty() ? "" : "\n") + std::string(line);
    return text;
}

}  // namespace

TEST_CASE("a struct without schema() is the table of its name, its integer id the key") {
    CHECK(created<BlogPost>() ==
          lines({"id INTEGER key 1", "title TEXT not null", "score REAL", "draft INTEGER not null",
                 "body BLOB not null", "hash BLOB not null", "strict"}));
    CHECK(created<no_key>() == lines({"id TEXT not null", "strict"}));
    CHECK(created<later_key>() == lines({"number INTEGER not null", "id INTEGER key 1", "strict"}));
}

TEST_CASE("keys: composite, of text, autoincrement, without rowid, named") {
    CHECK(
        created<composite>() ==
        lines({"left INTEGER not null key 2", "right TEXT not null key 1", "rest INTEGER not null",
               "index sqlite_autoindex_composite_1 unique pk, right BINARY, left BINARY",
               "index sqlite_autoindex_composite_2 unique u, rest BINARY, left BINARY",
               "strict without rowid"}));
    CHECK(created<counted>() == lines({"id INTEGER key 1", "not strict"}));
    CHECK(lithe::create_table_sql<counted>() ==
          R"(CREATE TABLE "counted" ("id" INTEGER PRIMARY KEY AUTOINCREMENT))");
    CHECK(
        lithe::create_table_sql<named_key>() ==
        R"(CREATE TABLE "named_key" ("id" INTEGER CONSTRAINT "the key" PRIMARY KEY AUTOINCREMENT) STRICT)");
    CHECK(created<named_key>() == lines({"id INTEGER key 1", "strict"}));
    CHECK(created<text_key>() ==
          lines({"code TEXT not null key 1",
                 "index sqlite_autoindex_text_key_1 unique pk, code BINARY", "strict"}));
    CHECK(created<rowidless>() == lines({"id INTEGER not null key 1", "name TEXT",
                                         "index sqlite_autoindex_rowidless_1 unique pk, id BINARY",
                                         "not strict without rowid"}));
}

TEST_CASE("foreign keys: all actions, composite, to itself, both ways, deferrable") {
    CHECK(
        created<child, parent>() ==
        lines({"id INTEGER key 1", "by_cascade INTEGER not null", "by_null INTEGER",
               "by_default INTEGER not null default 1", "by_restrict INTEGER not null",
               "by_nothing INTEGER", "name TEXT not null", "number INTEGER not null",
               "mother INTEGER",
               "foreign key on parent update CASCADE delete CASCADE, by_cascade -> id",
               "foreign key on parent update SET NULL delete SET NULL, by_null -> id",
               "foreign key on parent update SET DEFAULT delete SET DEFAULT, by_default -> id",
               "foreign key on parent update RESTRICT delete RESTRICT, by_restrict -> id",
               "foreign key on parent update NO ACTION delete NO ACTION, by_nothing -> id",
               "foreign key on parent update NO ACTION delete NO ACTION, name -> name, number -> "
               "number",
               "foreign key on child update NO ACTION delete NO ACTION, mother -> id", "strict"}));
    auto const text = lithe::create_table_sql<child>();
    auto const first = text.find("DEFERRABLE INITIALLY DEFERRED");
    CHECK(text.substr(0, first).ends_with(R"(("by_nothing") REFERENCES "parent" ("id") )"));
    CHECK(text.find("DEFERRABLE", first + 1) == text.npos);
    CHECK(text.find(R"(CONSTRAINT "f1" FOREIGN KEY ("by_cascade"))") != text.npos);
}

TEST_CASE("names of any characters; collations; indexes with order, collation and name") {
    CHECK(created<odd_names>() ==
          lines({"id INTEGER key 1", "sa\"id TEXT not null", "order TEXT not null",
                 "größe TEXT not null", "two words; -- TEXT not null",
                 "index an \"odd\" 'table' näme_sa\"id_order_idx c, sa\"id BINARY, order NOCASE",
                 "index x\"y z unique c, order desc NOCASE, größe RTRIM",
                 "index plain c, two words; -- desc BINARY", "strict"}));
    CHECK(lithe::create_table_sql<odd_names>().find(
              R"(CONSTRAINT "ch""eck" CHECK ("sa""id" <> 'it''s; "quoted"'))") !=
          std::string_view::npos);
}

TEST_CASE("defaults of every type") {
    CHECK(
        created<defaults>() ==
        lines({"id INTEGER key 1", "number INTEGER not null default -5",
               "least INTEGER not null default -9223372036854775808",
               "most INTEGER not null default 9223372036854775807",
               "flag INTEGER not null default 1", "feeling INTEGER not null default 2",
               "price INTEGER not null default 99", "text TEXT not null default 'it''s \"5\" -- ö'",
               "nul TEXT not null default CAST(X'610062' AS TEXT)", "none TEXT not null default ''",
               "missing TEXT", "blob BLOB not null default X'00FF10'", "strict"}));
}

TEST_CASE("a default REAL is the same bits when SQLite evaluates it") {
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(":memory:", &db) == SQLITE_OK);
    REQUIRE(sqlite3_exec(db, std::string(lithe::create_table_sql<reals>()).c_str(), nullptr,
                         nullptr, nullptr) == SQLITE_OK);
    using limits = std::numeric_limits<double>;
    std::vector<double> const wanted{0.1,
                                     -0.0,
                                     1e308,
                                     5e-324,
                                     limits::infinity(),
                                     -limits::infinity(),
                                     -1.0 / 3,
                                     7.0,
                                     (limits::max)(),
                                     static_cast<double>(0.1F)};
    auto const columns =
        lithe_test::rows_of(db, "SELECT dflt_value FROM pragma_table_xinfo('reals') WHERE pk = 0");
    REQUIRE(columns.size() == wanted.size());
    for (std::size_t at = 0; at < wanted.size(); ++at) {
        CAPTURE(columns[at][0]);
        sqlite3_stmt* statement = nullptr;
        std::string const sql = "SELECT " + columns[at][0];
        REQUIRE(sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
        REQUIRE(sqlite3_step(statement) == SQLITE_ROW);
        double const found = sqlite3_column_double(statement, 0);
        CHECK(std::bit_cast<std::uint64_t>(found) == std::bit_cast<std::uint64_t>(wanted[at]));
        sqlite3_finalize(statement);
    }
    sqlite3_close(db);
}

TEST_CASE("instances of one template are tables of their own; constraints are shared") {
    auto const wanted = [](std::string const& name) {
        return "id INTEGER key 1\nnumber INTEGER not null\nindex " + name +
               "_number_idx c, number BINARY\nstrict";
    };
    CHECK(created<event<grams>>() == wanted("event_grams"));
    CHECK(created<event<Parcels>, event<grams>>() == wanted("event_Parcels"));
    CHECK(lithe::create_table_sql<event<grams>>().ends_with(R"(, CHECK ("number" > 0)) STRICT)"));
    CHECK(created<foreign_struct>() ==
          lines({"key INTEGER key 1", "text TEXT not null", "strict"}));
}
