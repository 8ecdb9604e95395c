// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/seek.hpp>

#include "support/blog.hpp"
#include "support/catch.hpp"
#include "support/prepare.hpp"
#include "support/rows.hpp"

using namespace lithe;
using blog::User;

namespace {

constexpr auto key = col<&User::id>;
constexpr auto name = col<&User::name>;
constexpr auto age = col<&User::age>;
constexpr auto email = col<&User::email>;

template <class Query>
std::string text_after(Query const& query) {
    detail::statement_facts const& facts = detail::form_of(query);
    return {facts.text, facts.size};
}

// The primary key alone: no bound and no alternatives.
static_assert(from<User>()
                  .select(key)
                  .order_by(desc(key))
                  .limit(literal<9>)
                  .seek_after(std::int64_t{7})
                  .sql() ==
              R"(SELECT "id" FROM "users" WHERE ("id" < ?1) ORDER BY "id" DESC LIMIT 9)");

/// The pages of `query`, one behind the other.
template <class Query>
rows::table pages(connection& c, Query const& query, int size) {
    using row = detail::row_of<Query>;
    rows::table all;
    for (std::optional<row> last;;) {
        auto const page = c.fetch_all(query.limit(size).seek_after(last));
        for (auto const& one : page)
            all.push_back(rows::show(one));
        if (page.empty())
            return all;
        last = page.back();
    }
}

connection people() {
    connection c(":memory:");
    c.create_tables<User, blog::Post>();
    std::mt19937 random(7);
    for (int at = 0; at < 90; ++at) {
        User one{.name = std::string(1, static_cast<char>('a' + random() % 4))};
        one.age = static_cast<int>(random() % 5);
        if (random() % 3 != 0)
            one.email = std::to_string(random() % 4) + "@" + std::to_string(at);
        c.insert(one);
    }
    return c;
}

}  // namespace

TEST_CASE("seek_after: the text starts with a bound, and names each term in turn") {
    auto const query = from<User>().order_by(age, desc(name), key).limit(literal<5>);
    CHECK(text_after(query.seek_after(User{})) ==
          R"(SELECT "id", "name", "email", "age" FROM "users" WHERE ("age" >= ?1 AND )"
          R"(("age" > ?2 OR "age" = ?3 AND ("name" < ?4 OR "name" = ?5 AND ("id" > ?6)))) )"
          R"(ORDER BY "age", "name" DESC, "id" LIMIT 5)");
    CHECK(text_after(query.seek_after(std::optional<User>())) == query.sql());
}

TEST_CASE("seek_after: the pages are the whole, in every order") {
    auto c = people();
    auto const same = [&](auto const& query) {
        auto const whole = rows::shown(c.fetch_all(query));
        REQUIRE(whole.size() > 20);
        for (int size : {1, 2, 7, 200})
            CHECK(pages(c, query, size) == whole);
    };
    same(from<User>().order_by(key));
    same(from<User>().order_by(desc(age), name, desc(key)));
    same(from<User>().where(age > 1, name != "b").order_by(name, key));
    same(from<User>().select(name.collate(nocase), key).order_by(name.collate(nocase), key));
    same(from<User>().select(age + literal<1>, key, name).order_by(desc(age + literal<1>), key));
}

TEST_CASE("seek_after: NULLs first and last, up and down") {
    auto c = people();
    auto const same = [&](auto const& term) {
        auto const query = from<User>().order_by(term, desc(age), key);
        auto const whole = rows::shown(c.fetch_all(query));
        for (int size : {1, 3, 10})
            CHECK(pages(c, query, size) == whole);
    };
    same(asc(email));
    same(desc(email));
    same(asc(email).nulls_last());
    same(desc(email).nulls_first());
    auto const last = from<User>().order_by(age, key, asc(email).nulls_last());
    CHECK(pages(c, last, 4) == rows::shown(c.fetch_all(last)));
}

TEST_CASE("seek_after: joins, groups and DISTINCT") {
    auto c = people();
    std::mt19937 random(3);
    for (int at = 0; at < 120; ++at)
        c.insert(blog::Post{.author_id = 1 + static_cast<std::int64_t>(random() % 80),
                            .title = std::string(1, static_cast<char>('p' + random() % 3))});
    auto const same = [&](auto const& query) {
        auto const whole = rows::shown(c.fetch_all(query));
        REQUIRE(whole.size() > 3);
        for (int size : {1, 5})
            CHECK(pages(c, query, size) == whole);
    };
    constexpr auto post = col<&blog::Post::id>;
    constexpr auto title = col<&blog::Post::title>;
    same(from<blog::Post>()
             .join<User>()
             .select(title, name, post)
             .order_by(desc(name), title, post));
    same(from<User>().left_join<blog::Post>().select(key, name, post).order_by(name, key, post));
    same(from<User>()
             .group_by(name, age)
             .select(name, age, count())
             .order_by(desc(count()), name, age));
    same(from<User>()
             .group_by(name, age)
             .having(count() > literal<1>)
             .select(age, name)
             .order_by(age, name));
    same(from<User>().select(age, name).distinct().order_by(name, desc(age)));
}

TEST_CASE("seek_after: rows inserted between two pages neither repeat nor hide a row") {
    auto c = people();
    auto const query = from<User>().order_by(age, key);
    auto const before = rows::shown(c.fetch_all(query));
    rows::table seen;
    for (std::optional<User> last;;) {
        auto const page = c.fetch_all(query.limit(4).seek_after(last));
        if (page.empty())
            break;
        last = page.back();
        for (auto const& one : page)
            seen.push_back(rows::show(one));
        if (seen.size() < 60)
            c.insert_all({User{.name = "x", .age = 0}, User{.name = "y", .age = 4}});
    }
    auto unique = rows::sorted(seen);
    CHECK(std::adjacent_find(unique.begin(), unique.end()) == unique.end());
    auto const old = rows::sorted(before);
    CHECK(std::includes(unique.begin(), unique.end(), old.begin(), old.end()));
}

TEST_CASE("seek_after: an index serves the order and the bound") {
    auto c = people();
    c.execute_script("CREATE INDEX by_age ON users(age, id)");
    auto const query = from<User>().order_by(age, key).limit(3).seek_after(User{.id = 5, .age = 2});
    auto const plan = rows::of_sql(c.native_handle(), "EXPLAIN QUERY PLAN " + text_after(query));
    CHECK(plan.front().find("SEARCH users USING INDEX by_age (age>?)") != std::string::npos);
}
