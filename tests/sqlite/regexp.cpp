// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/regexp.hpp>

#include "support/catch.hpp"
#include "support/library.hpp"
#include "support/property.hpp"

#include <chrono>
#include <regex>
#include <string>
#include <vector>

using lithe::from, lithe::sql;
using namespace lithe_test;

namespace {

bool found(std::string_view pattern, std::string_view text) {
    return lithe::detail::regular_expression(pattern).is_in(text);
}

}  // namespace

TEST_CASE("regexp: what is found") {
    CHECK(found("b", "abc"));
    CHECK(!found("^b", "abc"));
    CHECK(found("^a.c$", "abc"));
    CHECK(found("", ""));
    CHECK(found("^$", ""));
    CHECK(!found("^$", "a"));
    CHECK(found("^(a|bc)+$", "abcabc"));
    CHECK(!found("^(a|bc)+$", "abcab"));
    CHECK(found("^a{2,3}$", "aaa"));
    CHECK(!found("^a{2,3}$", "aaaa"));
    CHECK(found("^a{2,}$", "aaaa"));
    CHECK(found("^[^a-c]+$", "xyz"));
    CHECK(!found("[^a-c]", "abc"));
    CHECK(found("^[]a-]+$", "a]-"));
    CHECK(found("^\\d{4}-\\d\\d$", "2026-01"));
    CHECK(found("\\bcat\\b", "a cat."));
    CHECK(!found("\\bcat\\b", "concatenate"));
    CHECK(found("\\Bcat", "concatenate"));
    CHECK(found("^\\S+\\s\\w+$", "a-b c_1"));
    CHECK(found("^.\\u00e4\\x41$",
                "x\xc3\xa4"
                "A"));
    CHECK(found("^..$", "\xe2\x82\xac\xc3\xa4"));
    CHECK(found("(?i)^straSSe [a-f]$", "STRAsse E"));
    CHECK(!found("(?i)[^a]", "Aa"));
    CHECK(found("^(a*)*$", "aaaa"));
    CHECK(found("a.c", "a\nc"));
    CHECK(found("^a+?b??$", "aab"));
    CHECK(found("\\.", "a.b"));
}

TEST_CASE("regexp: any pattern finds what std::regex finds") {
    std::vector<std::string> const pieces{"a", "b", ".", "[ab]", "[^a]", "(a|b)", "(?:ab)", "\\b",
                                          "^", "$", "c", "\\w",  "(a|)", "b{2}",  "a{1,2}"};
    std::vector<std::string> const counts{"", "", "*", "+", "?", "|"};
    check_property("regexp", [&](std::vector<unsigned> const& chosen, std::string const& letters) {
        std::string pattern;
        for (unsigned const pick : chosen) {
            std::string const& piece = pieces[pick % pieces.size()];
            bool const bare = piece == "^" || piece == "$" || piece == "\\b";
            std::string const& count = counts[pick / pieces.size() % counts.size()];
            pattern += piece + (bare && count != "|" ? "" : count);
            if (pattern.size() > 20)
                break;
        }
        std::string text;
        for (char const letter : letters)
            text += static_cast<char>("abc "[static_cast<unsigned char>(letter) % 4]);
        RC_ASSERT(found(pattern, text) == std::regex_search(text, std::regex(pattern)));
    });
}

TEST_CASE("regexp: no pattern and no text is too much") {
    auto const begin = std::chrono::steady_clock::now();
    CHECK(!found("^(a*)*b$", std::string(20'000, 'a')));
    CHECK(!found("(a|a)*(a|aa)+$b", std::string(20'000, 'a')));
    CHECK(found(".*x$", std::string(1'000'000, 'a') + "x"));
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
}

TEST_CASE("regexp: in queries") {
    auto c = library();
    CHECK_THROWS_AS(c.fetch_all(from<author>().where(lithe::regexp(col<&author::name>, "^A"))),
                    lithe::error);
    lithe::create_regexp(c);
    c.insert_all(
        {author{.name = "Ada"}, author{.name = "Bob", .email = "b@x"}, author{.name = "Al"}});
    auto const names = [&](std::string const& pattern) {
        return c.fetch_all(from<author>()
                               .where(lithe::regexp(col<&author::name>, pattern))
                               .select(col<&author::name>)
                               .order_by(col<&author::id>));
    };
    CHECK(names("^A") == std::vector<std::string>{"Ada", "Al"});
    CHECK(names("b$") == std::vector<std::string>{"Bob"});
    CHECK(c.fetch_all(from<author>()
                          .where(lithe::regexp(col<&author::email>, "@"))
                          .select(col<&author::name>)) == std::vector<std::string>{"Bob"});
    CHECK_THROWS_WITH(names("("), Catch::Contains("regexp(): a bracket is not closed at byte 1"));
    CHECK(
        c.fetch_one(sql<"SELECT NULL REGEXP 'a' IS NULL AND 'a' REGEXP NULL IS NULL">.as<bool>()));
    // The pattern of each row is its own.
    CHECK(c.fetch_all(sql<"SELECT sum(name REGEXP column1) FROM authors, (VALUES ('A'), ('B')) "
                          "GROUP BY column1 ORDER BY column1">.as<int>()) ==
          std::vector<int>{2, 1});
    lithe::connection opened(":memory:", {.on_open = lithe::create_regexp});
    CHECK(opened.fetch_one(sql<"SELECT 'abc' REGEXP 'b.'">.as<bool>()));
}
