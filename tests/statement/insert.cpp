// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/insert.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"
#include "support/library.hpp"
#include "support/prepare.hpp"

#include <string>
#include <utility>

using namespace lithe;
using blog::Message;
using blog::Note;
using blog::User;

namespace {

using plain = decltype(insert_into<Message>().values(Message()));
static_assert(plain::sql() ==
              R"(INSERT INTO "messages" ("sender", "receiver", "text") VALUES (?1, ?2, ?3))");
static_assert(plain::writes && !plain::returns_rows);

using upsert = decltype(insert_into<User>()
                            .values(User())
                            .on_conflict<&User::email>()
                            .do_update(col<&User::name> = excluded<&User::name>,
                                       col<&User::age> = col<&User::age> + 1)
                            .returning(col<&User::id>));
static_assert(upsert::sql() ==
              R"(INSERT INTO "users" ("id", "name", "email", "age") VALUES (?1, ?2, ?3, ?4) )"
              R"(ON CONFLICT ("email") DO UPDATE SET "name" = excluded."name", "age" = "age" + ?5 )"
              R"(RETURNING "id")");

using skipped = decltype(insert_into<User>().values(User()).on_conflict().do_nothing());
static_assert(skipped::sql().ends_with(" ON CONFLICT DO NOTHING"));
using any_target = decltype(insert_into<User>().values(User()).on_conflict().do_update(
    col<&User::age> = excluded<&User::age>));
static_assert(any_target::sql().ends_with(R"( ON CONFLICT DO UPDATE SET "age" = excluded."age")"));
using two_targets = decltype(insert_into<User>()
                                 .values(User())
                                 .on_conflict<&User::id>()
                                 .do_nothing()
                                 .on_conflict<&User::email>()
                                 .do_update(col<&User::age> = 3));
static_assert(two_targets::sql().ends_with(
    R"( ON CONFLICT ("id") DO NOTHING ON CONFLICT ("email") DO UPDATE SET "age" = ?5)"));
using composite = decltype(insert_into<Message>()
                               .on_conflict<&Message::sender, &Message::receiver>()
                               .do_nothing());
static_assert(composite::sql().ends_with(R"( ON CONFLICT ("sender", "receiver") DO NOTHING)"));

// OR REPLACE stands in front, wherever it is said.
using replaced = decltype(insert_into<Note>().values(Note()).or_replace());
using ignored = decltype(insert_into<Note>().or_ignore().values(Note()));
static_assert(replaced::sql() ==
              R"(INSERT OR REPLACE INTO "notes" ("text", "weight") VALUES (?1, ?2))");
static_assert(ignored::sql().starts_with(R"(INSERT OR IGNORE INTO "notes" ()"));

}  // namespace

TEST_CASE("insert: SQLite prepares every text") {
    for (std::string_view const text :
         {plain::sql(), upsert::sql(), skipped::sql(), any_target::sql(), two_targets::sql(),
          replaced::sql(), ignored::sql()}) {
        INFO(text);
        CHECK(blog::refusal(text) == "");
    }
}

TEST_CASE("insert: what on_conflict() begins may be kept") {
    auto const begun = insert_into<Message>().values(Message{.text = "kept"}).on_conflict();
    struct {
        std::string text{};
        void operator()(std::int64_t) {}
        void bind_new_key(std::int64_t) {}
        void operator()(std::string_view value) { text = value; }
    } sink;
    begun.do_nothing().bind(sink);
    CHECK(sink.text == "kept");
}

TEST_CASE("insert: do_update(…).where(…) changes only some of the rows in conflict") {
    using lithe_test::author;
    constexpr auto age = lithe::col<&author::age>;
    auto const save = [=](std::string email, int new_age) {
        return lithe::insert_into<author>()
            .values({.name = "Ada", .email = std::move(email), .age = new_age})
            .on_conflict<&author::email>()
            .do_update(age = lithe::excluded<&author::age>)
            .where(lithe::excluded<&author::age> > age, age < 50)
            .on_conflict()
            .do_nothing();
    };
    CHECK(save("a", 1).sql() ==
          R"(INSERT INTO "authors" ("id", "name", "email", "age") VALUES (?1, ?2, ?3, ?4) )"
          R"(ON CONFLICT ("email") DO UPDATE SET "age" = excluded."age" )"
          R"(WHERE excluded."age" > "age" AND "age" < ?5 ON CONFLICT DO NOTHING)");
    auto c = lithe_test::library();
    auto const stored = [&] { return c.fetch_one(lithe::from<author>().select(age)); };
    CHECK(c.execute(save("a", 10)) == 1);
    CHECK(c.execute(save("a", 9)) == 0);
    CHECK(stored() == 10);
    CHECK(c.execute(save("a", 60)) == 1);
    CHECK(c.execute(save("a", 70)) == 0);
    CHECK(stored() == 60);
    CHECK_FALSE(c.fetch_optional(save("a", 61).returning()));
}
