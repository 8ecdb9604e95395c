// SPDX-License-Identifier: BSL-1.0
//
// Which triggers make or_replace() refused; tests/sqlite/create_fts5.cpp has the reason.
#include <lithe/sqlite/replaced_rows.hpp>

#include <lithe/sqlite.hpp>

#include "support/catch.hpp"

namespace fts = lithe::fts;
using lithe::detail::is_delete_trigger;

static_assert(is_delete_trigger("CREATE TRIGGER t AFTER DELETE ON a BEGIN SELECT 1; END"));
static_assert(
    is_delete_trigger("CREATE TRIGGER \"insert\" before delete on a BEGIN SELECT 1; END"));
static_assert(
    !is_delete_trigger("CREATE TRIGGER [delete] UPDATE OF a ON b BEGIN DELETE FROM c; END"));
static_assert(!is_delete_trigger("CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM c; END"));
static_assert(!is_delete_trigger(""));

namespace {

struct box {
    std::int64_t id = 0;
    std::string label{};
    static constexpr auto schema() {
        return lithe::table("boxes_replaced", lithe::primary_key<&box::id>);
    }
};
/// What a full-text index is of; its triggers are lithe's.
struct paper {
    std::int64_t id = 0;
    std::string title{};
    static constexpr auto schema() {
        return lithe::table("papers_replaced", lithe::primary_key<&paper::id>);
    }
};
struct paper_search {
    std::int64_t id = 0;
    std::string title{};
    static constexpr auto schema() {
        return lithe::fts5("papers_searched", lithe::primary_key<&paper_search::id>,
                           fts::content<paper>);
    }
};
auto replace(box given) {
    return lithe::insert_into<box>().values(std::move(given)).or_replace();
}

}  // namespace

TEST_CASE("replaced_rows: triggers of INSERT and UPDATE do not matter, one of DELETE does") {
    lithe::connection c(":memory:");
    c.create_tables<box>();
    c.execute_script(
        "CREATE TABLE log(what TEXT);"
        "CREATE TRIGGER one AFTER INSERT ON boxes_replaced BEGIN INSERT INTO log VALUES (1); END;"
        "CREATE TRIGGER two AFTER UPDATE ON boxes_replaced BEGIN DELETE FROM log; END");
    CHECK(c.execute(replace({1, "a"})) == 1);
    CHECK(c.execute(replace({1, "b"})) == 1);
    CHECK_NOTHROW(lithe::verify<box>(c));

    lithe::connection other(":memory:");
    other.create_tables<box>();
    other.execute_script(
        "CREATE TEMP TRIGGER gone BEFORE DELETE ON boxes_replaced BEGIN SELECT 1; END");
    try {
        other.execute(replace({1, "a"}));
        FAIL("taken");
    } catch (lithe::schema_error const& error) {
        REQUIRE(error.mismatches().size() == 1U);
        CHECK(error.mismatches()[0] ==
              "or_replace(): SQLite would not run the trigger gone for the rows that it deletes; "
              "use on_conflict() or PRAGMA recursive_triggers");
        CHECK(error.sql() == replace({}).sql());
    }
    CHECK_THROWS_AS(lithe::verify<box>(other), lithe::schema_error);
    other.execute_script("PRAGMA recursive_triggers = ON");
    CHECK(other.execute(replace({1, "a"})) == 1);
}

TEST_CASE("replaced_rows: a full-text index keeps no words of rows that are gone") {
    lithe::connection db(":memory:");
    db.create_tables<paper, paper_search>();
    db.insert(paper{.title = "engines"});
    auto const found = [&](std::string_view word) {
        return db.fetch_one(lithe::from<paper_search>()
                                .where(lithe::match<paper_search>(fts::all_words(word)))
                                .select(lithe::count()));
    };
    auto const again = lithe::insert_into<paper>().values({.id = 1, .title = "looms"}).or_replace();
    CHECK_THROWS_AS(db.execute(again), lithe::schema_error);
    CHECK(found("engines") == 1);
    // What SQLite does without the refusal, and that the check sees it.
    CHECK_THROWS_AS(db.transact([&](lithe::transaction& tx) {
        tx.execute(lithe::sql_text("INSERT OR REPLACE INTO papers_replaced VALUES (1, 'looms')")());
        tx.execute(fts::integrity_check<paper_search>());
    }),
                    lithe::error);
    CHECK(found("engines") == 1);
    CHECK(found("looms") == 0);
    auto const upsert = lithe::insert_into<paper>()
                            .values({.id = 1, .title = "wheels"})
                            .on_conflict()
                            .do_update(lithe::col<&paper::title> = lithe::excluded<&paper::title>);
    CHECK(db.execute(upsert) == 1);
    CHECK(found("engines") + 10 * found("wheels") == 10);
    db.execute_script("PRAGMA recursive_triggers = ON");
    CHECK(db.execute(again) == 1);
    CHECK(found("wheels") + 10 * found("looms") == 10);
    CHECK_NOTHROW(db.execute(fts::integrity_check<paper_search>()));
}
