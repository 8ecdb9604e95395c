// SPDX-License-Identifier: BSL-1.0
//
// Tables of attached databases and temporary ones, through every kind of statement.
#include <lithe/lithe.hpp>
#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"
#include "support/raw_sql.hpp"
#include "support/scratch_folder.hpp"

#include <string>
#include <vector>

using lithe::col, lithe::from;
using lithe_test::number;

namespace {

struct live {
    std::int64_t id = 0;
    std::string text{};
    static constexpr auto schema() {
        return lithe::table("notes", lithe::primary_key<&live::id>, lithe::index<&live::text>);
    }
};
// The same name in another file.
struct archived {
    std::int64_t id = 0;
    std::string text{};
    lithe::bytes data{};
    static constexpr auto schema() {
        return lithe::table("notes", lithe::primary_key<&archived::id>,
                            lithe::index<&archived::text>)
            .in_schema("old \"files\"");
    }
};
struct scratch {
    std::int64_t id = 0;
    std::int64_t note = 0;
    static constexpr auto schema() {
        return lithe::table("scratch", lithe::primary_key<&scratch::id>,
                            lithe::index<&scratch::note>)
            .temporary();
    }
};

static_assert(from<archived>().where(col<&archived::id> == 1).sql() ==
              R"(SELECT "id", "text", "data" FROM "old ""files"""."notes" WHERE "id" = ?1)");

lithe::connection both() {
    lithe::connection c(":memory:");
    c.execute_script("ATTACH ':memory:' AS \"old \"\"files\"\"\"");
    c.create_tables<live, archived, scratch>();
    return c;
}

}  // namespace

TEST_CASE("attached: each statement finds its own table") {
    auto c = both();
    sqlite3* const db = c.native_handle();
    CHECK(number(db, "SELECT count(*) FROM main.sqlite_schema WHERE tbl_name='notes'") == 2);
    CHECK(number(db, "SELECT count(*) FROM \"old \"\"files\"\"\".sqlite_schema") == 2);
    CHECK(number(db, "SELECT count(*) FROM temp.sqlite_schema WHERE tbl_name='scratch'") == 2);
    c.create_tables<live, archived, scratch>();  // compared, each with its own

    c.insert(live{.text = "new"});
    CHECK(c.insert(archived{.text = "old", .data = lithe::bytes(9)}) == 1);
    CHECK(c.insert_all({archived{.text = "older"}, archived{.text = "oldest"}}) == 2);
    c.insert_all({scratch{.note = 1}, scratch{.note = 3}});
    CHECK(c.fetch_all(from<live>()).size() == 1);
    CHECK(c.fetch_all(from<archived>()).size() == 3);
    CHECK(c.get<archived>(2).text == "older");
    CHECK(c.update(archived{.id = 2, .text = "changed"}));
    c.upsert(archived{.id = 2, .text = "again"});
    CHECK(c.execute(lithe::update<archived>()
                        .set(col<&archived::text> = "x")
                        .where(col<&archived::id> == 2)) == 1);
    CHECK(c.fetch_all(from<archived>()
                          .join<scratch>(col<&scratch::note> == col<&archived::id>)
                          .select(col<&archived::text>)
                          .order_by(col<&archived::id>)) ==
          std::vector<std::string>{"old", "oldest"});
    constexpr auto other = lithe::alias<archived, "other">;
    CHECK(c.fetch_one(from<live>()
                          .join(other, other[col<&archived::id>] == col<&live::id>)
                          .select(other[col<&archived::text>])) == "old");
    CHECK(c.fetch_one(lithe::insert_into<archived>()
                          .values(archived{.text = "more"})
                          .returning(col<&archived::id>)) == 4);
    CHECK(c.blob(col<&archived::data>, 1).size() == 9);
    CHECK(c.erase<archived>(1));
    CHECK(c.execute(lithe::delete_from<archived>().where(col<&archived::id> > 2)) == 2);
    CHECK(number(db, "SELECT count(*) FROM main.notes") == 1);
    CHECK(number(db, "SELECT count(*) FROM \"old \"\"files\"\"\".notes") == 1);
    auto const seen = lithe::verify<live, archived, scratch>(c);
    CHECK(seen.notes.empty());
}

TEST_CASE("attached: a difference is told of the table that is meant") {
    lithe::connection c(":memory:");
    c.execute_script("ATTACH ':memory:' AS \"old \"\"files\"\"\"");
    c.create_tables<live>();
    c.execute_script("CREATE TABLE \"old \"\"files\"\"\".notes(id INTEGER PRIMARY KEY)");
    try {
        c.create_tables<archived>();
        FAIL("nothing was thrown");
    } catch (lithe::schema_error const& thrown) {
        CHECK(thrown.mismatches().size() == 2);
    }
}

TEST_CASE("attached: on every connection of a database, by on_open") {
    scratch_folder const folder;
    std::string const file = folder.file("old.db");
    lithe::database db(folder.file("live.db"), {.on_open = [file](lithe::connection& c) {
                           c.execute_script("ATTACH '" + file + "' AS \"old \"\"files\"\"\"");
                       }});
    db.create_tables<live, archived>();
    db.write([](lithe::transaction& tx) {
        tx.insert(live{.text = "new"});
        tx.insert(archived{.text = "old"});
    });
    CHECK(db.fetch_one(from<archived>()).text == "old");
    CHECK(db.fetch_one(from<live>()).text == "new");
}

namespace {

struct kept {
    std::int64_t id = 0;
    static constexpr auto schema() { return lithe::table("hidden", lithe::primary_key<&kept::id>); }
};
struct hiding {
    std::int64_t id = 0;
    static constexpr auto schema() {
        return lithe::table("Hidden", lithe::primary_key<&hiding::id>).temporary();
    }
};

}  // namespace

TEST_CASE("attached: a temporary table that hides the file's is refused, from either side") {
    lithe::connection c(":memory:");
    c.create_tables<kept>();
    c.insert(kept{.id = 7});
    CHECK_THROWS_AS(c.create_tables<hiding>(), lithe::schema_error);
    CHECK(number(c.native_handle(), "SELECT count(*) FROM sqlite_temp_schema") == 0);
    CHECK(c.get<kept>(7).id == 7);

    c.execute_script("CREATE TEMP TABLE hidden(id INTEGER PRIMARY KEY) STRICT");
    CHECK_THROWS_AS(c.create_tables<kept>(), lithe::schema_error);
}
