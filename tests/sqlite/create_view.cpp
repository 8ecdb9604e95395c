// SPDX-License-Identifier: BSL-1.0
//
// Views and triggers: made behind the tables, read and run by SQLite, compared by their texts.
#include <lithe/sqlite/create_view.hpp>

#include <lithe/sqlite.hpp>
#include <lithe/value/time_format.hpp>

#include "support/catch.hpp"
#include "support/describe_table.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace {

using lithe::col, lithe::count, lithe::from, lithe::new_, lithe::old_;

struct user {
    std::int64_t id = 0;
    std::string name{};
    int age = 0;
    static constexpr auto schema() { return lithe::table("users", lithe::primary_key<&user::id>); }
};
struct post {
    std::int64_t id = 0;
    std::int64_t user_id = 0;
    std::string title{};
    int edits = 0;
    static constexpr auto schema() {
        return lithe::table("posts", lithe::primary_key<&post::id>,
                            lithe::foreign_key<&post::user_id>.references<&user::id>());
    }
};
struct log_entry {
    std::int64_t id = 0;
    std::string what{};
    std::int64_t post_id = 0;
    std::optional<std::string> was{};
    int weight = 0;
    static constexpr auto schema() {
        return lithe::table("log", lithe::primary_key<&log_entry::id>,
                            lithe::default_value<&log_entry::weight>(7));
    }
};

struct writer {
    std::string who{};
    std::int64_t posts = 0;
    std::optional<std::string> first{};
    static constexpr auto schema() {
        return lithe::view(
            "writers",
            from<user>()
                .left_join<post>()
                .where(col<&user::age> >= 18, col<&user::name> != "it's me")
                .group_by(col<&user::id>, col<&user::name>)
                .select(col<&user::name>, count(col<&post::id>), min(col<&post::title>)));
    }
};

using moment = std::chrono::sys_time<std::chrono::milliseconds>;
struct login {
    std::int64_t id = 0;
    std::int64_t user_id = 0;
    moment at{};
    static constexpr auto schema() {
        return lithe::table("logins", lithe::primary_key<&login::id>,
                            lithe::stored_as<&login::at>(lithe::unix_seconds));
    }
};
struct last_login {
    std::int64_t user_id = 0;
    std::optional<moment> at{};
    static constexpr auto schema() {
        return lithe::view("last_logins",
                           from<login>()
                               .group_by(col<&login::user_id>)
                               .select(col<&login::user_id>, max(col<&login::at>)),
                           lithe::stored_as<&last_login::at>(lithe::unix_seconds));
    }
};

struct note_edit {
    static constexpr auto schema() {
        return lithe::trigger<post>("note_edit")
            .after_update<&post::title>()
            .when(new_<&post::title> != old_<&post::title> && new_<&post::title> != "it's")
            .run(lithe::insert_row<log_entry>(col<&log_entry::what> = "edit's",
                                              col<&log_entry::post_id> = new_<&post::id>,
                                              col<&log_entry::was> = old_<&post::title>),
                 lithe::update<post>()
                     .set(col<&post::edits> = col<&post::edits> + 1)
                     .where(col<&post::id> == new_<&post::id>));
    }
};
struct note_delete {
    static constexpr auto schema() {
        return lithe::trigger<post>("note_delete")
            .before_delete()
            .run(
                lithe::delete_from<log_entry>().where(col<&log_entry::post_id> == old_<&post::id>));
    }
};
/// The view can be inserted into.
struct add_writer {
    static constexpr auto schema() {
        return lithe::trigger<writer>("add_writer")
            .instead_of_insert()
            .run(lithe::insert_row<user>(col<&user::name> = new_<&writer::who>,
                                         col<&user::age> = 20));
    }
};

static_assert(lithe::create_table_sql<writer>() ==
              R"(CREATE VIEW "writers" ("who", "posts", "first") AS )"
              R"(SELECT "users"."name", count("posts"."id"), min("posts"."title") )"
              R"(FROM "users" LEFT JOIN "posts" ON "posts"."user_id" = "users"."id" )"
              R"(WHERE "users"."age" >= 18 AND "users"."name" <> 'it''s me' )"
              R"(GROUP BY "users"."id", "users"."name")");
static_assert(lithe::create_table_sql<note_edit>() ==
              R"(CREATE TRIGGER "note_edit" AFTER UPDATE OF "title" ON "posts" )"
              R"(WHEN new."title" <> old."title" AND new."title" <> 'it''s' BEGIN )"
              R"(INSERT INTO "log" ("what", "post_id", "was") )"
              R"(VALUES ('edit''s', new."id", old."title"); )"
              R"(UPDATE "posts" SET "edits" = "edits" + 1 WHERE "id" = new."id"; END)");

struct opened {
    lithe::connection db{":memory:"};
    opened() {
        db.create_tables<add_writer, note_delete, writer, note_edit, log_entry, post, user>();
        db.insert(user{.name = "Ada", .age = 36});
        db.insert(user{.name = "Bob", .age = 40});
        db.insert(user{.name = "Kid", .age = 3});
        db.insert(user{.name = "it's me", .age = 30});
        db.insert(post{.user_id = 1, .title = "b"});
        db.insert(post{.user_id = 1, .title = "a"});
    }
};

}  // namespace

TEST_CASE("a view is read like a table") {
    opened world;
    auto const rows = world.db.fetch_all(from<writer>().order_by(col<&writer::who>));
    REQUIRE(rows.size() == 2U);
    CHECK(rows[0].who == "Ada");
    CHECK(rows[0].posts == 2);
    CHECK(rows[0].first == "a");
    CHECK(rows[1].posts == 0);
    CHECK_FALSE(rows[1].first.has_value());
    CHECK(world.db.fetch_one(from<writer>().where(col<&writer::posts> > 1)).who == "Ada");
    auto const joined = world.db.fetch_all(from<writer>()
                                               .join<user>(col<&user::name> == col<&writer::who>)
                                               .select(col<&user::age>, col<&writer::posts>)
                                               .order_by(col<&user::age>));
    CHECK(joined == std::vector{std::tuple(36, std::int64_t{2}), std::tuple(40, std::int64_t{0})});
}

TEST_CASE("a view reads and compares a column in its stored form") {
    using namespace std::chrono_literals;
    lithe::connection db{":memory:"};
    db.create_tables<login, last_login>();
    db.create_tables<login, last_login>();
    db.insert_all(std::vector<login>{{.user_id = 1, .at = moment{3000ms}},
                                     {.user_id = 1, .at = moment{5000ms}},
                                     {.user_id = 2, .at = moment{4000ms}}});
    CHECK(db.fetch_one(lithe::sql_text("SELECT max(at) FROM last_logins").as<std::int64_t>()) == 5);
    auto const found = db.fetch_all(from<last_login>().where(col<&last_login::at> > moment{4s}));
    REQUIRE(found.size() == 1U);
    CHECK(found[0].at == moment{5000ms});
}

TEST_CASE("triggers run their statements for the rows they name") {
    opened world;
    auto& db = world.db;
    post changed = db.get<post>(1);
    changed.title = "c";
    db.update(changed);
    CHECK(db.get<post>(1).edits == 1);
    auto const noted = db.fetch_one(from<log_entry>());
    CHECK(noted.what == "edit's");
    CHECK(noted.post_id == 1);
    CHECK(noted.was == "b");
    CHECK(noted.weight == 7);
    changed.title = "it's";
    db.update(changed);
    db.execute(lithe::update<post>().set(col<&post::edits> = 5).all_rows());
    CHECK(db.fetch_one(from<log_entry>().select(count())) == 1);
    db.erase<post>(1);
    CHECK(db.fetch_one(from<log_entry>().select(count())) == 0);
    db.execute(lithe::insert_into<writer>().values(writer{.who = "Cid"}));
    CHECK(db.fetch_one(from<user>().where(col<&user::name> == "Cid")).age == 20);
}

TEST_CASE("what is there is compared by its text") {
    opened world;
    auto& db = world.db;
    db.create_tables<add_writer, note_delete, writer, note_edit, log_entry, post, user>();
    db.execute_script(
        "DROP VIEW writers; CREATE VIEW writers (who, posts, first) AS "
        "SELECT 'x', 1, 'y'; DROP TRIGGER note_edit; CREATE TRIGGER note_edit "
        "AFTER UPDATE ON posts BEGIN SELECT 1; END");
    try {
        db.create_tables<note_edit, writer, user>();
        FAIL("taken");
    } catch (lithe::schema_error const& error) {
        CHECK(error.mismatches() == std::vector<std::string>{"writers: the view is another",
                                                             "note_edit: the trigger is another"});
    }
}

TEST_CASE("verify knows views and triggers") {
    opened world;
    auto& db = world.db;
    CHECK_NOTHROW(lithe::verify<user, post, log_entry, writer, note_edit>(db));
    db.execute_script(
        "DROP TRIGGER note_edit; DROP VIEW writers; "
        "CREATE VIEW writers (who, posts, first) AS SELECT 'x', 1, 'y'");
    try {
        static_cast<void>(lithe::verify<user, post, log_entry, writer, note_edit>(db));
        FAIL("taken");
    } catch (lithe::schema_error const& error) {
        // Behind them stand the statements that SQLite does not prepare any more.
        REQUIRE(error.mismatches().size() >= 2U);
        CHECK(error.mismatches()[0] == "writers: the view is another");
        CHECK(error.mismatches()[1] == "note_edit: is missing");
    }
}
