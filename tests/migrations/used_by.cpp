// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/used_by.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"

#include <string>
#include <vector>

namespace {

namespace m = lithe::migrations;

constexpr auto first =
    m::migration("1", "init",
                 m::create_table("user", m::column<std::int64_t>("id").primary_key(),
                                 m::column<std::string>("mail"), m::column<std::string>("name")),
                 m::create_table("post", m::column<std::int64_t>("id").primary_key(),
                                 m::column<std::int64_t>("author").references("user", "id"),
                                 m::column<std::string>("name")),
                 m::create_index("by_mail", "user", "mail"),
                 m::create_view("contacts", "SELECT id, mail FROM user"),
                 m::create_view("names", "SELECT name FROM post"),
                 m::create_trigger("hello", "AFTER INSERT ON user BEGIN SELECT new.mail; END"));

template <class... Steps>
m::plan planned(lithe::connection& db, Steps const&... steps) {
    return m::migrator{db, m::history(first, m::migration("2", "next", steps...))}.plan();
}

}  // namespace

TEST_CASE("a plan says who uses what a step takes") {
    lithe::connection db(":memory:");
    m::migrator{db, m::history(first)}.migrate();
    // Of these the history knows nothing.
    db.execute_script(
        "CREATE VIEW by_hand AS SELECT mail AS m FROM user;"
        "CREATE VIRTUAL TABLE words USING fts5(mail, content='user', content_rowid='id')");
    using list = std::vector<std::string>;
    auto const plan = planned(db, m::rename_column("user", "mail", "email"),
                              m::alter_column("user", "name", m::set_default("")),
                              m::rename_table("user", "users"));
    auto const& steps = plan.migrations[0].steps;
    CHECK(steps[0].used_by == list{"view contacts", "trigger hello", "index by_mail",
                                   "view by_hand", "full-text table words"});
    CHECK(steps[1].used_by.empty());  // names is of post
    CHECK(steps[2].used_by == list{"view contacts", "trigger hello", "foreign key post.author",
                                   "view by_hand", "full-text table words"});
    CHECK(plan.text().find("rename column user.mail -> email   used by: view contacts, trigger "
                           "hello, index by_mail, view by_hand, full-text table words\n") !=
          std::string::npos);
    // What an earlier step made is known, too.
    auto const later = planned(db, m::create_view("new", "SELECT author FROM post"),
                               m::rename_column("post", "author", "writer"));
    CHECK(later.migrations[0].steps[1].used_by == list{"view new"});
}

TEST_CASE("a plan says about how much a rebuild copies") {
    lithe::connection db(":memory:");
    m::migrator{db, m::history(first)}.migrate();
    db.execute_script(
        "WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c LIMIT 2000) INSERT INTO "
        "user SELECT i, hex(zeroblob(500)), 'n' FROM c");
    auto const plan = planned(db, m::alter_column("user", "name", m::set_default("")));
    auto const& step = plan.migrations[0].steps.back();
    CHECK(step.rows == 2000);
    CHECK(step.bytes > 2000 * 1000);
    CHECK(step.bytes < 2000 * 1100);
    CHECK(plan.text().find("2000 rows, ~1 MiB\n") != std::string::npos);
    CHECK(plan.json().find("\"bytes\":20") != std::string::npos);
    CHECK(m::detail::copied_bytes(db.native_handle(), {}, 1) == -1);
}
