// SPDX-License-Identifier: BSL-1.0
//
// Generated columns: SQLite computes them, lithe reads them and writes everything else.
#include <lithe/schema/generated.hpp>

#include <lithe/sqlite.hpp>

#include "support/catch.hpp"
#include "support/describe_table.hpp"

#include <string>
#include <vector>

namespace {

using lithe::col, lithe::from;

struct box {
    std::int64_t area = 0;  // generated, and before the others
    std::int64_t id = 0;
    std::int64_t width = 0;
    std::int64_t height = 0;
    std::string label{};
    std::string shout{};
    std::optional<std::int64_t> ratio{};
    static constexpr auto schema() {
        return lithe::table(
            "boxes", lithe::primary_key<&box::id>,
            lithe::generated<&box::area>(col<&box::width> * col<&box::height>).stored(),
            lithe::generated<&box::shout>(upper(col<&box::label>) + "!"),
            lithe::generated<&box::ratio>(col<&box::width> / col<&box::height>),
            lithe::unique<&box::label>, lithe::index<&box::area>);
    }
};

static_assert(lithe::create_table_sql<box>() ==
              R"(CREATE TABLE "boxes" ("area" INTEGER NOT NULL GENERATED ALWAYS AS )"
              R"(("width" * "height") STORED, "id" INTEGER PRIMARY KEY, )"
              R"("width" INTEGER NOT NULL, "height" INTEGER NOT NULL, "label" TEXT NOT NULL, )"
              R"("shout" TEXT NOT NULL GENERATED ALWAYS AS (upper("label") || '!') VIRTUAL, )"
              R"("ratio" INTEGER GENERATED ALWAYS AS ("width" / "height") VIRTUAL, )"
              R"(UNIQUE ("label")) STRICT)");
static_assert(decltype(lithe::insert_into<box>().values(box{}))::sql() ==
              R"(INSERT INTO "boxes" ("id", "width", "height", "label") VALUES (?1, ?2, ?3, ?4))");

struct opened {
    lithe::connection db{":memory:"};
    opened() { db.create_tables<box>(); }
};

}  // namespace

TEST_CASE("SQLite has the generated columns that the descriptor says") {
    opened world;
    CHECK(lithe_test::rows_of(world.db.native_handle(),
                              "SELECT name, type, \"notnull\", hidden "
                              "FROM pragma_table_xinfo('boxes')") ==
          lithe_test::text_rows{{"area", "INTEGER", "1", "3"},
                                {"id", "INTEGER", "0", "0"},
                                {"width", "INTEGER", "1", "0"},
                                {"height", "INTEGER", "1", "0"},
                                {"label", "TEXT", "1", "0"},
                                {"shout", "TEXT", "1", "2"},
                                {"ratio", "INTEGER", "0", "2"}});
    world.db.create_tables<box>();  // equal to itself
}

TEST_CASE("every way to write leaves generated columns out, every way to read has them") {
    opened world;
    auto& db = world.db;
    auto const key = db.insert(box{.area = 99, .width = 2, .height = 3, .label = "a"});
    box const read = db.get<box>(key);
    CHECK(read.area == 6);
    CHECK(read.shout == "A!");
    CHECK(read.ratio == 0);
    CHECK(db.insert_all(std::vector{box{.width = 4, .height = 0, .label = "b"},
                                    box{.width = 5, .height = 5, .label = "c"}}) == 2);
    CHECK(db.fetch_all(from<box>().select(col<&box::area>).order_by(col<&box::id>)) ==
          std::vector<std::int64_t>{6, 0, 25});
    CHECK_FALSE(db.get<box>(2).ratio.has_value());
    box changed = db.get<box>(3);
    changed.width = 7;
    changed.area = -1;
    CHECK(db.update(changed));
    CHECK(db.get<box>(3).area == 35);
    changed.height = 1;
    db.upsert(changed);
    CHECK(db.get<box>(3).area == 7);
    db.upsert(box{.id = 9, .width = 1, .height = 1, .label = "d"});
    CHECK(db.get<box>(9).shout == "D!");
    box const returned = db.fetch_one(
        lithe::insert_into<box>().values(box{.width = 3, .height = 3, .label = "e"}).returning());
    CHECK(returned.area == 9);
    db.execute(lithe::insert_into<box>()
                   .values(box{.width = 10, .height = 3, .label = "e"})
                   .on_conflict<&box::label>()
                   .do_update(col<&box::width> = lithe::excluded<&box::width>));
    CHECK(db.fetch_one(from<box>().where(col<&box::label> == "e")).area == 30);
    struct patch {
        std::optional<std::int64_t> width{};
    };
    db.execute(lithe::update<box>().set(patch{.width = 100}).where(col<&box::label> == "e"));
    CHECK(db.fetch_one(from<box>().where(col<&box::area> == 300)).label == "e");
}

TEST_CASE("insert_all finds the value that does not fit, behind a generated column") {
    opened world;
    auto& db = world.db;
    db.execute_script("CREATE TRIGGER t AFTER INSERT ON boxes BEGIN SELECT 1; END");
    CHECK(db.insert_all(std::vector{box{.width = 4, .height = 1, .label = "b"}}) == 1);
    try {
        db.insert_all(std::vector{box{.label = "x"}, box{.label = "b"}});
        FAIL("inserted");
    } catch (lithe::constraint_error const& error) {
        CHECK(error.columns() == std::vector<std::string>{"label"});
        CHECK(error.element() == 1U);
    }
}

TEST_CASE("create_tables tells a generated column from a plain one") {
    lithe::connection db(":memory:");
    db.execute_script(
        "CREATE TABLE boxes (area INTEGER NOT NULL, id INTEGER PRIMARY KEY, "
        "width INTEGER NOT NULL, height INTEGER NOT NULL AS (width), "
        "label TEXT NOT NULL, shout TEXT NOT NULL AS ('x'), ratio INTEGER AS (1))");
    try {
        db.create_tables<box>();
        FAIL("taken");
    } catch (lithe::schema_error const& error) {
        CHECK(error.mismatches() ==
              std::vector<std::string>{"boxes.area: is not a generated column",
                                       "boxes.height: is a generated column, the field is not"});
    }
}
