// SPDX-License-Identifier: BSL-1.0
//
// Full-text tables: created with their triggers, searched, kept in step, compared.
#include <lithe/sqlite/create_fts5.hpp>

#include <lithe/sqlite.hpp>

#include "support/catch.hpp"
#include "support/describe_table.hpp"

#include <string>
#include <tuple>
#include <vector>

namespace {

using lithe::col, lithe::desc, lithe::from, lithe::match;
namespace fts = lithe::fts;

struct article {
    std::int64_t number = 0;
    std::string author{};
    std::string title{};
    std::optional<std::string> body{};
    static constexpr auto schema() {
        return lithe::table("the \"articles\"", lithe::primary_key<&article::number>);
    }
};
struct search {
    std::string title{};
    std::int64_t id = 0;
    std::optional<std::string> body{};
    static constexpr auto schema() {
        return lithe::fts5("search", lithe::primary_key<&search::id>, fts::content<article>,
                           fts::tokenize("porter unicode61"), fts::prefix_lengths(2, 3));
    }
};
/// A full-text table that keeps its texts itself.
struct note {
    std::int64_t id = 0;
    std::string text{};
    int stars = 0;
    static constexpr auto schema() {
        return lithe::fts5("fts_notes", lithe::primary_key<&note::id>, fts::unindexed<&note::stars>,
                           lithe::column_name<&note::text>("what"));
    }
};

static_assert(lithe::create_table_sql<search>() ==
              R"(CREATE VIRTUAL TABLE "search" USING fts5("title", "body", )"
              R"(content='the "articles"', content_rowid='number', )"
              R"(tokenize='porter unicode61', prefix='2 3'))");
static_assert(lithe::create_table_sql<note>() ==
              R"(CREATE VIRTUAL TABLE "fts_notes" USING fts5("what", "stars" UNINDEXED))");

struct opened {
    lithe::connection db{":memory:"};
    opened() {
        db.create_tables<search, note, article>();  // in any order
        db.insert(article{.author = "Ada", .title = "Notes on the engine", .body = "Weaving"});
        db.insert(article{.author = "Bob", .title = "Cooking", .body = "Engines of the kitchen"});
        db.insert(article{.author = "Cid", .title = "Nothing"});
    }
    std::vector<std::int64_t> found(fts::query const& query) {
        return db.fetch_all(from<search>()
                                .where(match<search>(query))
                                .select(col<&search::id>)
                                .order_by(col<&search::id>));
    }
};
using keys = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("the index follows its content table") {
    opened world;
    auto& db = world.db;
    CHECK(world.found(fts::all_words("engine")) == keys{1, 2});
    article changed = db.get<article>(1);
    changed.title = "Looms";
    db.update(changed);
    CHECK(world.found(fts::all_words("engine")) == keys{2});
    CHECK(world.found(fts::all_words("loom")) == keys{1});
    changed.number = 1;
    changed.body = std::nullopt;
    db.upsert(changed);
    CHECK(world.found(fts::all_words("weaving")) == keys{});
    db.execute(
        lithe::update<article>().set(col<&article::number> = 70).where(col<&article::number> == 2));
    CHECK(world.found(fts::all_words("engine")) == keys{70});
    db.erase<article>(70);
    CHECK(world.found(fts::all_words("engine")) == keys{});
    CHECK(db.insert_all(std::vector<article>{{.title = "One engine"}, {.title = "Two engines"}}) ==
          2);
    CHECK(world.found(fts::all_words("engines")) == keys{4, 5});
    CHECK(db.execute(fts::integrity_check<search>()) >= 0);
    // A transaction that is rolled back takes the index with it.
    CHECK_THROWS(db.transact([](lithe::transaction& tx) {
        tx.insert(article{.title = "engine engine"});
        throw std::runtime_error("no");
    }));
    CHECK(world.found(fts::all_words("engine")) == keys{4, 5});
}

TEST_CASE("ranks, highlights and snippets, joined with the content") {
    opened world;
    auto& db = world.db;
    auto const rows =
        db.fetch_all(from<search>()
                         .join<article>(col<&article::number> == col<&search::id>)
                         .where(match<search>(fts::all_words("engine")))
                         .select(col<&article::author>, fts::highlight<&search::title>("[", "]"),
                                 fts::snippet<&search::body>("<", ">", "…", 2))
                         .order_by(fts::bm25<search>(10, 1.0)));
    static_assert(
        std::is_same_v<
            decltype(rows),
            std::vector<std::tuple<std::string, std::string, std::optional<std::string>>> const>);
    REQUIRE(rows.size() == 2U);
    CHECK(rows[0] == std::tuple("Ada", "Notes on the [engine]", std::optional("Weaving")));
    CHECK(rows[1] == std::tuple("Bob", "Cooking", std::optional("<Engines> of…")));
    // By the body first when it weighs more; rank is bm25 without weights.
    auto const by_body = from<search>()
                             .where(match<search>(fts::all_words("engine")))
                             .select(col<&search::id>)
                             .order_by(fts::bm25<search>(1, 10));
    CHECK(db.fetch_all(by_body) == keys{2, 1});
    auto const ranked = db.fetch_all(from<search>()
                                         .where(match<search>(fts::all_words("engine")))
                                         .select(fts::rank<search>, fts::bm25<search>())
                                         .order_by(fts::rank<search>)
                                         .limit(5));
    REQUIRE(ranked.size() == 2U);
    CHECK(std::get<0>(ranked[0]) <= std::get<0>(ranked[1]));
    CHECK(std::get<0>(ranked[0]) == std::get<1>(ranked[0]));
    // The collected form of a query: no order, no limit.
    auto const lit = db.fetch_all(from<search>()
                                      .where(match<search>(fts::all_words("weaving")))
                                      .select(fts::highlight<&search::body>("*", "*")));
    CHECK(lit == std::vector<std::optional<std::string>>{"*Weaving*"});
    // The columns are read from the content table.
    search const row = db.fetch_one(from<search>().where(match<&search::title>(fts::raw("cook*"))));
    CHECK(row.id == 2);
    CHECK(row.title == "Cooking");
}

TEST_CASE("a full-text table of its own takes every write") {
    opened world;
    auto& db = world.db;
    auto const first = db.insert(note{.text = "red wine", .stars = 3});
    CHECK(first == 1);
    CHECK(db.insert(note{.id = 40, .text = "white wine"}) == 40);
    CHECK(db.insert_all(std::vector<note>{{.text = "red cabbage"}, {.text = "tea"}}) == 2);
    CHECK(db.fetch_all(from<note>().where(match<note>(fts::all_words("red")))).size() == 2U);
    note changed = db.get<note>(40);
    changed.text = "red beer";
    CHECK(db.update(changed));
    CHECK(db.get<note>(40).text == "red beer");
    CHECK(db.erase<note>(first));
    CHECK(db.fetch_all(from<note>().where(match<note>(fts::all_words("wine")))).empty());
    CHECK(db.fetch_all(from<note>().where(match<note>(fts::all_words("3")))).empty());
}

TEST_CASE("SQLite without FTS5 is a missing_feature") {
    lithe::connection db(":memory:");
    REQUIRE(sqlite3_drop_modules(db.native_handle(), nullptr) == SQLITE_OK);
    CHECK_THROWS_AS(db.create_tables<note>(), lithe::missing_feature);
}

TEST_CASE("rows that are there when the index is created are in it") {
    lithe::connection db(":memory:");
    db.create_tables<article>();
    db.insert(article{.title = "Engines"});
    db.create_tables<article, search>();
    CHECK(db.fetch_all(from<search>().where(match<search>(fts::all_words("engine")))).size() == 1U);
    db.create_tables<article, search>();  // equal to itself
    db.execute_script(
        "DROP TRIGGER search_update; DROP TRIGGER search_delete; "
        "CREATE TRIGGER search_delete AFTER DELETE ON \"the \"\"articles\"\"\" "
        "BEGIN SELECT 1; END");
    try {
        db.create_tables<article, search>();
        FAIL("taken");
    } catch (lithe::schema_error const& error) {
        CHECK(error.mismatches() ==
              std::vector<std::string>{"search_delete: the trigger is another",
                                       "search_update: the trigger is missing"});
    }
    db.execute_script("DROP TABLE search; CREATE VIRTUAL TABLE search USING fts5(title)");
    CHECK_THROWS_WITH(db.create_tables<search>(),
                      Catch::Matchers::Contains("search.body: the column is missing"));
}

TEST_CASE("verify knows full-text tables, and explain_all their queries") {
    opened world;
    CHECK_NOTHROW(lithe::verify<search, note, article>(world.db));
    auto const plans = lithe::explain_all<search, note, article>(world.db);
    bool found = false;
    for (lithe::statement_plan const& plan : plans)
        found = found || plan.sql.find("\"search\" MATCH") != std::string::npos;
    CHECK(found);
    world.db.execute_script("DROP TRIGGER search_delete");
    CHECK_THROWS_WITH((lithe::verify<search, article>(world.db)),
                      Catch::Matchers::Contains("search_delete: the trigger is missing"));
}

TEST_CASE("a full-text table made with other options is no match") {
    lithe::connection db(":memory:");
    db.create_tables<article>();
    auto const said = [&](std::string const& options) {
        db.execute_script(
            "DROP TABLE IF EXISTS search; CREATE VIRTUAL TABLE search USING fts5(title, body" +
            options + ")");
        try {
            db.create_tables<article, search>();
        } catch (lithe::schema_error const& error) {
            std::vector<std::string> found;
            for (std::string const& one : error.mismatches())
                if (one.find("trigger") == std::string::npos)
                    found.push_back(one);
            return found;
        }
        return std::vector<std::string>();
    };
    using lines = std::vector<std::string>;
    std::string const content = R"(, content='the "articles"', content_rowid=number)";
    // The same in other words.
    CHECK(said(content + ", tokenize = \"porter  unicode61\", prefix='2,3'").empty());
    CHECK(said(content + ", prefix=2, tokenize='Porter unicode61', prefix = 3").empty());
    CHECK(said(content + ", prefix='2 3'") ==
          lines{"search: tokenize is 'unicode61', expected 'porter unicode61'"});
    CHECK(said(content + ", tokenize='porter unicode61', prefix='2', detail=none") ==
          lines{"search: prefix is '2', expected '2 3'",
                "search: detail is 'none', expected 'full'"});
    CHECK(said(", content='', tokenize='porter unicode61', prefix='2 3'") ==
          lines{R"(search: content is 'none', expected 'that of the "articles"')"});
    CHECK(said(R"(, content='the "articles"', content_rowid=rowid, prefix='2 3', )"
               "tokenize='porter unicode61'") ==
          lines{"search: content_rowid is 'rowid', expected 'number'"});
    db.execute_script("CREATE VIRTUAL TABLE fts_notes USING fts5(what UNINDEXED, stars)");
    CHECK_THROWS_WITH(db.create_tables<note>(),
                      Catch::Matchers::Contains("UNINDEXED is 'what ', expected 'stars '"));
    CHECK_THROWS_WITH((lithe::verify<note>(db)), Catch::Matchers::Contains("UNINDEXED is"));
    db.execute_script("DROP TABLE fts_notes; CREATE TABLE fts_notes(what, stars)");
    CHECK_THROWS_WITH(db.create_tables<note>(),
                      Catch::Matchers::Contains("fts_notes: is no FTS5 table"));
}
