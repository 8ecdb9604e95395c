// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/entity.hpp>

#include <lithe/statement/text.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"
#include "support/prepare.hpp"

#include <string>

using namespace lithe;
using namespace lithe::detail;
using blog::Message;
using blog::Note;
using blog::Post;
using blog::User;

namespace {

struct Pair {
    int left = 0;
    int right = 0;
    static constexpr auto schema() {
        return table("pairs", primary_key<&Pair::left, &Pair::right>);
    }
};

template <auto... Members>
using left_out = member_indices_t<members<Members...>>;

static_assert(sql_of<insert_entity<User, key_use::assign>> ==
              R"(INSERT INTO "users" ("id", "name", "email", "age") VALUES (?1, ?2, ?3, ?4))");
static_assert(sql_of<insert_entity<User, key_use::assign, left_out<&User::age, &User::id>>> ==
              R"(INSERT INTO "users" ("name", "email") VALUES (?1, ?2))");
static_assert(sql_of<insert_entity<Note, key_use::assign, left_out<&Note::text, &Note::weight>>> ==
              R"(INSERT INTO "notes" DEFAULT VALUES)");
static_assert(sql_of<upsert_entity<Message>> ==
              R"(INSERT INTO "messages" ("sender", "receiver", "text") VALUES (?1, ?2, ?3) )"
              R"(ON CONFLICT ("sender", "receiver") DO UPDATE SET "text" = excluded."text")");
static_assert(sql_of<upsert_entity<Pair>> ==
              R"(INSERT INTO "pairs" ("left", "right") )"
              R"(VALUES (?1, ?2) ON CONFLICT ("left", "right") DO NOTHING)");
static_assert(sql_of<update_entity<Message>> ==
              R"(UPDATE "messages" SET "text" = ?1 WHERE "sender" = ?2 AND "receiver" = ?3)");
static_assert(sql_of<update_entity<Pair>> ==
              R"(UPDATE "pairs" SET "left" = ?1, "right" = ?2 WHERE "left" = ?3 AND "right" = ?4)");
static_assert(sql_of<insert_rows_text<Note>> ==
              R"(INSERT INTO "notes" ("text", "weight") SELECT c0, c1 FROM lithe_rows)");

// ---- rules ----

static_assert(find_key_fault<User>().value == rule::none);
static_assert(find_key_fault<Note>().value == rule::no_primary_key);
template <class Entity, auto... Members>
constexpr rule default_rule = find_in_defaults<Entity, members<Members...>>().value;
static_assert(default_rule<User, &User::age> == rule::none);
static_assert(default_rule<User, &User::id> == rule::none);  // SQLite assigns it
static_assert(default_rule<User, &Post::title> == rule::default_outside);
static_assert(default_rule<Message, &Message::sender> == rule::default_of_key);

// ---- which field a parameter is of, for errors ----

static_assert(update_entity<Message>::parameter_field(0) == 2);
static_assert(update_entity<Message>::parameter_field(2) == 1);
static_assert(insert_entity<User, key_use::assign, left_out<&User::name>>::parameter_field(1) == 2);

struct recorder {
    std::string text{};
    void operator()(std::int64_t value) { text += std::to_string(value) + ";"; }
    void operator()(int value) { text += std::to_string(value) + ";"; }
    void operator()(std::string const& value) { text += value + ";"; }
    void operator()(std::optional<std::string> const& value) {
        text += value.value_or("NULL") + ";";
    }
    void bind_new_key(std::int64_t value) { text += "key " + std::to_string(value) + ";"; }
};
template <class Statement>
std::string values_of(Statement const& statement) {
    recorder sink;
    statement.bind(sink);
    return sink.text;
}

}  // namespace

TEST_CASE("entity: fields are bound in the order of the text") {
    User const user{.id = 0, .name = "Ada", .email = {}, .age = 36};
    CHECK(values_of(insert_entity<User, key_use::assign>(user)) == "key 0;Ada;NULL;36;");
    CHECK(values_of(insert_entity<User, key_use::literal>(user)) == "0;Ada;NULL;36;");
    CHECK(values_of(insert_entity<User, key_use::assign, left_out<&User::age>>(user)) ==
          "key 0;Ada;NULL;");
    CHECK(values_of(upsert_entity<User>(user)) == "0;Ada;NULL;36;");
    CHECK(values_of(update_entity<User>(user)) == "Ada;NULL;36;0;");
    Message const message{.sender = 1, .receiver = 2, .text = "a"};
    CHECK(values_of(insert_entity<Message, key_use::assign>(message)) == "1;2;a;");
    CHECK(values_of(update_entity<Message>(message)) == "a;1;2;");
}

TEST_CASE("entity: SQLite prepares every text") {
    for (std::string_view const text :
         {sql_of<insert_entity<User, key_use::assign>>,
          sql_of<insert_entity<User, key_use::assign, left_out<&User::age, &User::id>>>,
          sql_of<insert_entity<Note, key_use::assign, left_out<&Note::text, &Note::weight>>>,
          sql_of<upsert_entity<Message>>, sql_of<upsert_entity<User>>,
          sql_of<update_entity<Message>>, sql_of<update_entity<User>>}) {
        INFO(text);
        CHECK(blog::refusal(text) == "");
    }
}
