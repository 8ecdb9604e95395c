// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/predicate.hpp>

#include "support/people.hpp"

namespace {

using lithe::col;
using lithe_test::numbers;
using lithe_test::person, lithe_test::people, lithe_test::ids_where, lithe_test::ids_by_sql,
    lithe_test::text_of;
[[maybe_unused]] constexpr auto age = col<&person::age>;
[[maybe_unused]] constexpr auto name = col<&person::name>;
[[maybe_unused]] constexpr auto email = col<&person::email>;
[[maybe_unused]] constexpr auto score = col<&person::score>;

static_assert(text_of(age.in(1, 2)) == R"("age" IN (?1, ?2))");
static_assert(text_of(age.not_in(1)) == R"("age" NOT IN (?1))");
static_assert(text_of(not_between(age, 1, 2)) == R"("age" NOT BETWEEN ?1 AND ?2)");
static_assert(text_of(name.like("a%")) == R"("name" LIKE ?1)");
static_assert(text_of(!name.like("a%")) == R"(NOT "name" LIKE ?1)");
static_assert(text_of(age.between(1, 2) && age > 0) == R"("age" BETWEEN ?1 AND ?2 AND "age" > ?3)");

static_assert(text_of(email.is_distinct_from("x")) == R"("email" IS NOT ?1)");
static_assert(text_of(is_not_distinct_from(email, name)) == R"("email" IS "name")");
static_assert(text_of(email.is_distinct_from(nullptr)) == R"("email" IS NOT NULL)");
static_assert(!decltype(email.is_distinct_from(name))::may_be_null<lithe::detail::type_list<>>());
static_assert(text_of(name.regexp("^a")) == R"("name" REGEXP ?1)");
static_assert(text_of(match(name, "a b")) == R"("name" MATCH ?1)");

struct page {
    std::string title{};
    static constexpr auto schema() { return lithe::table("pages"); }
};

// regexp(pattern, text): whether the text has the pattern's first character.
void has_first_letter(sqlite3_context* context, int, sqlite3_value** values) {
    auto const* pattern = sqlite3_value_text(values[0]);
    auto const* text = sqlite3_value_text(values[1]);
    if (pattern == nullptr || text == nullptr)
        return sqlite3_result_null(context);
    auto const* const characters = reinterpret_cast<char const*>(text);
    sqlite3_result_int(context, std::string_view(characters).find(static_cast<char>(pattern[0])) !=
                                    std::string_view::npos);
}

}  // namespace

TEST_CASE("distinct or not: NULL is equal to NULL") {
    auto db = people();
    CHECK(ids_where(db, email.is_distinct_from("x")) == ids_by_sql(db, "email IS NOT 'x'"));
    CHECK(ids_where(db, is_not_distinct_from(email, email)) == numbers{1, 2, 3, 4, 5});
    CHECK(ids_where(db, email.is_not_distinct_from(std::optional<std::string>())) == numbers{2, 5});
    CHECK(ids_where(db, email.is_not_distinct_from(nullptr)) == numbers{2, 5});
    CHECK(ids_where(db, is_distinct_from(email, nullptr)) == numbers{1, 3, 4});
    CHECK(ids_where(db, !age.is_distinct_from(18)) == numbers{2});
}

TEST_CASE("REGEXP asks the connection's function and is missing without one") {
    auto db = people();
    CHECK_THROWS_AS(ids_where(db, name.regexp("a")), lithe::missing_feature);
    sqlite3_create_function_v2(db.native_handle(), "regexp", 2, SQLITE_UTF8, nullptr,
                               has_first_letter, nullptr, nullptr, nullptr);
    CHECK(ids_where(db, name.regexp("a")) == numbers{1, 3});
    CHECK(ids_where(db, !regexp(email, "x")) == ids_by_sql(db, "NOT email REGEXP 'x'"));
}

TEST_CASE("MATCH asks a full-text index") {
    auto db = people();
    if (sqlite3_compileoption_used("ENABLE_FTS5") == 0)
        return;
    db.execute_script(
        "CREATE VIRTUAL TABLE pages USING fts5(title);"
        "INSERT INTO pages VALUES('one two'), ('two three')");
    using lithe::from;
    CHECK(db.fetch_all(from<page>().where(match(col<&page::title>, "two AND one"))).size() == 1);
    CHECK(db.fetch_all(from<page>().where(match(col<&page::title>, "two"))).size() == 2);
}

TEST_CASE("predicates answer as SQLite does") {
    auto db = people();
    CHECK(ids_where(db, age.in(18, 36, 99)) == numbers{1, 2});
    CHECK(ids_where(db, in(name, "Ada", "bob")) == numbers{1, 2});
    CHECK(ids_where(db, age.not_in(18, 36)) == numbers{3, 4, 5});
    CHECK(ids_where(db, email.not_in("x")) == ids_by_sql(db, "email NOT IN ('x')"));
    CHECK(ids_where(db, age.between(0, 36)) == numbers{1, 2, 4});
    CHECK(ids_where(db, not_between(age, 0, 36)) == numbers{3, 5});
    CHECK(ids_where(db, name.like("%a%")) == ids_by_sql(db, "name LIKE '%a%'"));
    CHECK(ids_where(db, name.not_like("%a%")) == ids_by_sql(db, "name NOT LIKE '%a%'"));
    CHECK(ids_where(db, name.glob("*a*")) == ids_by_sql(db, "name GLOB '*a*'"));
    CHECK(ids_where(db, email.is_null()) == numbers{2, 5});
    CHECK(ids_where(db, is_not_null(email)) == numbers{1, 3, 4});
}

TEST_CASE("an array of C is a range like any other") {
    auto db = people();
    int ages[] = {18, 36, 99};
    std::string const names[] = {"Ada", "bob"};
    CHECK(ids_where(db, age.in(ages)) == numbers{1, 2});
    CHECK(ids_where(db, age.not_in(ages)) == numbers{3, 4, 5});
    CHECK(ids_where(db, name.in(names)) == numbers{1, 2});
}

TEST_CASE("a range of any length is one text") {
    auto db = people();
    std::vector<int> ages;
    CHECK(ids_where(db, age.in(ages)).empty());
    CHECK(ids_where(db, age.not_in(ages)) == numbers{1, 2, 3, 4, 5});
    ages = {18, 36};
    auto const condition = age.in(ages);
    CHECK(ids_where(db, condition) == numbers{1, 2});
    ages.push_back(55);  // borrowed: the query sees it
    CHECK(ids_where(db, condition) == numbers{1, 2, 3});
    CHECK(ids_where(db, name.in(std::vector<std::string>{"Ada", "x"})) == numbers{1});
    CHECK(ids_where(db, age.in({18, 0})) == numbers{2, 4});
    CHECK(ids_where(db, col<&person::favourite>.in(std::vector{lithe_test::colour::blue})) ==
          numbers{2, 3});
    std::array<std::optional<std::string>, 1> const none{};
    static_cast<void>(none);
    std::vector<std::int64_t> many(10000);
    for (std::size_t at = 0; at < many.size(); ++at)
        many[at] = static_cast<std::int64_t>(at);
    CHECK(ids_where(db, age.in(many)) == numbers{1, 2, 3, 4});
}
