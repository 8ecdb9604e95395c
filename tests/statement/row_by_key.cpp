// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/row_by_key.hpp>

#include <lithe/statement/text.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"
#include "support/prepare.hpp"

#include <string>

using namespace lithe;
using namespace lithe::detail;
using blog::Message;
using blog::Note;
using blog::User;

namespace {

enum class color : unsigned char { red, green };
struct Paint {
    color shade{};
    static constexpr auto schema() { return table("paints", primary_key<&Paint::shade>); }
};
struct Word {
    std::string text{};
    static constexpr auto schema() {
        return table("words", primary_key<&Word::text>, without_rowid);
    }
};

static_assert(sql_of<find_entity<User>> ==
              R"(SELECT "id", "name", "email", "age" FROM "users" WHERE "id" = ?1)");
static_assert(sql_of<erase_entity<Message>> ==
              R"(DELETE FROM "messages" WHERE "sender" = ?1 AND "receiver" = ?2)");
static_assert(!find_entity<User>::writes && erase_entity<User>::writes);

template <class Entity, class... Given>
constexpr rule key_rule = key_finder<Entity, Given...>::type::value;
static_assert(key_rule<User, int> == rule::none);
static_assert(key_rule<User, unsigned long> == rule::none);
static_assert(key_rule<User, char> == rule::key_type);
static_assert(key_rule<User, bool> == rule::key_type);
static_assert(key_rule<User, double> == rule::key_type);
static_assert(key_rule<User, std::string> == rule::key_type);
static_assert(key_rule<User, std::optional<int>> == rule::key_type);
static_assert(key_rule<User> == rule::key_type);
static_assert(key_rule<User, int, int> == rule::key_type);
static_assert(key_rule<Message, int, long> == rule::none);
static_assert(key_rule<Message, std::tuple<int, long>> == rule::none);
static_assert(key_rule<Message, std::tuple<int>> == rule::key_type);
static_assert(key_rule<Note, int> == rule::no_primary_key);
static_assert(key_rule<Paint, color> == rule::none);
static_assert(key_rule<Paint, int> == rule::key_type);
static_assert(key_rule<Word, std::string> == rule::none);
static_assert(key_rule<Word, char const[4]> == rule::none);
static_assert(key_rule<Word, std::string_view> == rule::none);
static_assert(key_rule<Word, int> == rule::key_type);

}  // namespace

TEST_CASE("row_by_key: SQLite prepares every text") {
    CHECK(blog::refusal(sql_of<find_entity<Message>>) == "");
    CHECK(blog::refusal(sql_of<find_entity<User>>) == "");
    CHECK(blog::refusal(sql_of<erase_entity<Message>>) == "");
}
