// SPDX-License-Identifier: BSL-1.0
#include <lithe/expression/parameter.hpp>

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

using lithe::detail::parameter_type;
template <class Given>
using bound = typename parameter_type<Given>::type;
static_assert(std::is_same_v<bound<short>, std::int64_t> && std::is_same_v<bound<bool>, bool>);
static_assert(std::is_same_v<bound<unsigned>, std::int64_t>);
static_assert(std::is_same_v<bound<unsigned long>, std::uint64_t> &&
              std::is_same_v<bound<float>, double>);
static_assert(std::is_same_v<bound<std::string_view>, std::string>);
static_assert(std::is_same_v<bound<char const[4]>, std::string_view>);  // a literal lives for ever
static_assert(std::is_same_v<bound<char[4]>, std::string>);             // a buffer does not
static_assert(std::is_same_v<bound<std::optional<int>>, std::optional<std::int64_t>>);
static_assert(text_of(lithe::literal<18>) == "18" && text_of(lithe::literal<true>) == "1");
static_assert(text_of(age > lithe::literal<18>) == R"("age" > 18)");
static_assert(std::is_empty_v<decltype(age > lithe::literal<18>)>);
static_assert(text_of(name == lithe::literal<"it's">) == R"("name" = 'it''s')");
static_assert(text_of(lithe::literal<"">) == "''" && text_of(lithe::literal<-1>) == "-1");
static_assert(!std::is_same_v<decltype(lithe::literal<"x">), decltype(lithe::literal<"y">)>);
static_assert(text_of(name + lithe::literal<"!">) == R"("name" || '!')");

}  // namespace

TEST_CASE("a value in DDL is written as a literal") {
    using lithe_test::literal_text_of;
    CHECK(literal_text_of(age > -3) == R"("age" > -3)");
    CHECK(literal_text_of(name == "it's") == R"("name" = 'it''s')");
    CHECK(literal_text_of(score < 0.5) == R"("score" < 0.5)");
    CHECK(literal_text_of(email == std::optional<std::string>()) == R"("email" IS NULL)");
    CHECK(literal_text_of(col<&person::active> == true) == R"("active" = 1)");
    CHECK(literal_text_of(col<&person::favourite> == lithe_test::colour::blue) ==
          R"("favourite" = 200)");
    CHECK_THROWS_AS(literal_text_of(age > ~std::uint64_t{0}), std::range_error);
}

TEST_CASE("a literal text is compared and selected") {
    auto db = people();
    CHECK(ids_where(db, name == lithe::literal<"Ada">) == numbers{1});
    CHECK(db.fetch_one(
              lithe::from<person>().where(col<&person::id> == 1).select(lithe::literal<"it's">)) ==
          std::string("it's"));
}

TEST_CASE("a value that stands alone is a parameter") {
    auto db = people();
    int const number = 7;
    auto const with = [&](std::string const& text) {
        return lithe::from<person>()
            .where(col<&person::id> == 1)
            .select(name, lithe::parameter(number), lithe::parameter(text),
                    lithe::parameter("it's"), lithe::parameter(std::optional<double>{}));
    };
    std::tuple<std::string, int, std::string, std::string, std::optional<double>> const row =
        db.fetch_one(with("temporary"));
    CHECK(row == std::tuple{"Ada", 7, "temporary", "it's", std::nullopt});
    CHECK(with("").sql() == R"(SELECT "name", ?1, ?2, ?3, ?4 FROM "person" WHERE "id" = ?5)");
}

TEST_CASE("a query owns its values, but for literals and what is borrowed") {
    auto db = people();
    auto const query = [](std::string text) { return name == text; }(std::string("Ada"));
    CHECK(ids_where(db, query) == numbers{1});
    char buffer[] = "Ada";
    auto const of_buffer = name == buffer;
    buffer[0] = 'X';
    CHECK(ids_where(db, of_buffer) == numbers{1});
    std::string borrowed = "bob";
    CHECK(ids_where(db, name == lithe::borrow(borrowed)) == numbers{2});
}
