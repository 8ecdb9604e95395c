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

template <class Given>
using alone = decltype(lithe::parameter(std::declval<Given>()));
static_assert(std::is_same_v<alone<std::string_view>, lithe::parameter<std::string>>);
static_assert(std::is_same_v<alone<char const*>, lithe::parameter<std::string>>);
static_assert(std::is_same_v<alone<char (&)[8]>, lithe::parameter<std::string>>);
static_assert(std::is_same_v<alone<lithe::bytes_view>, lithe::parameter<lithe::bytes>>);
static_assert(std::is_same_v<alone<std::span<std::byte>>, lithe::parameter<lithe::bytes>>);
static_assert(std::is_same_v<alone<std::optional<std::string_view>>,
                             lithe::parameter<std::optional<std::string>>>);
static_assert(std::is_same_v<alone<int>, lithe::parameter<int>>);
static_assert(std::is_same_v<alone<float>, lithe::parameter<float>>);
static_assert(std::is_same_v<alone<lithe::parameter<int>>, lithe::parameter<int>>);

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

TEST_CASE("a value that stands alone is owned by the query, too") {
    auto db = people();
    std::string text(40, 'z');
    lithe::bytes blob(40, std::byte{7});
    char buffer[8] = "Ada";
    auto const query = lithe::from<person>()
                           .where(name == lithe::parameter(buffer))
                           .select(lithe::parameter(std::string_view(text)),
                                   lithe::parameter(lithe::bytes_view(blob)),
                                   lithe::parameter(std::span<std::byte>(blob)),
                                   lithe::parameter(std::optional<std::string_view>(text)));
    text.assign(40, '-');
    blob.assign(40, std::byte{0});
    buffer[0] = 'X';
    lithe::bytes const sevens(40, std::byte{7});
    std::string const zs(40, 'z');
    CHECK(db.fetch_one(query) == std::tuple{zs, sevens, sevens, std::optional(zs)});
    CHECK_THROWS_AS(lithe::parameter(static_cast<char const*>(nullptr)), std::invalid_argument);
}

TEST_CASE("an optional value finds NULLs, also as a parameter") {
    auto db = people();
    using lithe::parameter;
    std::optional<std::string> const none;
    std::optional<std::string> const some = "x";
    CHECK(text_of(email == parameter(none)) == R"("email" IS ?1)");
    CHECK(ids_where(db, email == parameter(none)) == ids_by_sql(db, "email IS NULL"));
    CHECK(ids_where(db, parameter(some) == email) == ids_by_sql(db, "email IS 'x'"));
    CHECK(ids_where(db, email != parameter(none)) == ids_by_sql(db, "email IS NOT NULL"));
    CHECK(ids_where(db, email != parameter(some)) == ids_by_sql(db, "email IS NOT 'x'"));
    using lithe::row_value;
    CHECK(ids_where(db, row_value(email, age) == row_value(parameter(none), parameter(18))) ==
          ids_by_sql(db, "(email, age) IS (NULL, 18)"));
}

TEST_CASE("a parameter beside a column takes the column's form and range") {
    auto db = people();
    CHECK(std::is_same_v<decltype(age > lithe::parameter(18)), decltype(age > 18)>);
    CHECK(ids_where(db, col<&person::favourite> == lithe::parameter(lithe_test::colour::blue)) ==
          ids_by_sql(db, "favourite = 200"));
    auto const wide = [&](auto value) {
        db.execute(lithe::update<person>().set(age = lithe::parameter(value)).all_rows());
    };
    CHECK_THROWS_AS(wide(std::int64_t{1} << 40), lithe::conversion_error);
    wide(std::int64_t{3});
    CHECK(ids_where(db, age == 3).size() == 5);
}
