// SPDX-License-Identifier: BSL-1.0
//
// Queries of what somebody typed: quoted, so that no text is a syntax error or another query.
#include <lithe/expression/full_text.hpp>

#include <lithe/sqlite.hpp>

#include "support/property.hpp"

#include <string>
#include <vector>

namespace {

using lithe::col, lithe::from, lithe::match;
namespace fts = lithe::fts;

struct entry {
    std::int64_t id = 0;
    std::string text{};
    std::string other{};
    static constexpr auto schema() {
        return lithe::fts5("entries", lithe::primary_key<&entry::id>);
    }
};

struct index_of_entries {
    lithe::connection db{":memory:"};
    index_of_entries() {
        db.create_tables<entry>();
        db.insert_all(std::vector<entry>{{.text = "C++ language lawyer"},
                                         {.text = "a-b test", .other = "language"},
                                         {.text = "foo AND bar"},
                                         {.text = "lawyer language \"quoted\""},
                                         {.text = "lang"}});
    }
    std::vector<std::int64_t> found(fts::query const& query) {
        return db.fetch_all(from<entry>()
                                .where(match<entry>(query))
                                .select(col<&entry::id>)
                                .order_by(col<&entry::id>));
    }
};
using keys = std::vector<std::int64_t>;

static_assert(decltype(from<entry>().where(match<entry>(fts::raw(""))))::sql() ==
              R"(SELECT "rowid", "text", "other" FROM "entries" WHERE "entries" MATCH ?1)");
static_assert(decltype(from<entry>().where(match<&entry::text>(fts::raw(""))))::sql() ==
              R"(SELECT "rowid", "text", "other" FROM "entries" WHERE "text" MATCH ?1)");

}  // namespace

TEST_CASE("queries of words") {
    CHECK(fts::all_words(" one  two\n\"three\" ").text() == R"("one" "two" """three""")");
    CHECK(fts::any_word("one two").text() == R"("one" OR "two")");
    CHECK(fts::phrase("one two").text() == R"("one two")");
    CHECK(fts::prefix("one tw").text() == R"("one" "tw" *)");
    CHECK(fts::all_words("").text() == R"("")");
    CHECK(fts::prefix(" ").text() == R"("")");
    CHECK((fts::raw("a") && fts::raw("")).text() == R"((a) AND (""))");
}

TEST_CASE("what somebody types is found, whatever FTS5's language makes of it") {
    index_of_entries world;
    CHECK(world.found(fts::all_words("C++ language")) == keys{1});
    CHECK(world.found(fts::all_words("language lawyer")) == keys{1, 4});
    CHECK(world.found(fts::phrase("language lawyer")) == keys{1});
    CHECK(world.found(fts::any_word("test lawyer")) == keys{1, 2, 4});
    CHECK(world.found(fts::all_words("a-b")) == keys{2});
    CHECK(world.found(fts::all_words("foo AND")) == keys{3});
    CHECK(world.found(fts::all_words("\"")) == keys{});
    CHECK(world.found(fts::all_words("*")) == keys{});
    CHECK(world.found(fts::all_words("lang* NOT")) == keys{});
    CHECK(world.found(fts::all_words("+ lang")) == keys{5});
    CHECK(world.found(fts::prefix("lang")) == keys{1, 2, 4, 5});
    CHECK(world.found(fts::prefix("lawyer lan")) == keys{1, 4});
    CHECK(world.found(fts::prefix("+")) == keys{});
    CHECK(world.found(fts::all_words("")) == keys{});
    CHECK(world.found(fts::phrase("")) == keys{});
    CHECK(world.found(fts::phrase(std::string_view("language\0lawyer", 15))) == keys{1});
    CHECK(world.found(fts::all_words("test") || fts::phrase("foo and bar")) == keys{2, 3});
    CHECK(world.found(fts::all_words("language") && fts::any_word("c test")) == keys{1, 2});
    CHECK(world.found(fts::all_words("") || fts::all_words("lang")) == keys{5});
    CHECK(world.found(fts::all_words("") && fts::all_words("lang")) == keys{});
    CHECK(world.found(fts::raw("lang* NOT lawyer")) == keys{2, 5});
    auto const in_other = from<entry>()
                              .where(match<&entry::other>(fts::all_words("language")))
                              .select(col<&entry::id>);
    CHECK(world.db.fetch_all(in_other) == keys{2});
}

TEST_CASE("raw takes FTS5's language, and its mistakes are errors without the text") {
    index_of_entries world;
    try {
        world.found(fts::raw("secret AND"));
        FAIL("found");
    } catch (lithe::error const& error) {
        CHECK(std::string(error.what()).find("fts5: syntax error") == 0U);
        CHECK(std::string(error.what()).find("secret") == std::string::npos);
    }
}

TEST_CASE("no text that somebody types is an error, and every word finds its row") {
    index_of_entries world;
    static constexpr std::string_view parts[] = {
        "a", "Z", "9", " ",   "\"", "*",   "+",     "-",  "(", ")", ":",    "^",
        "{", "}", ",", "AND", "OR", "NOT", "NEAR(", "\t", "'", "ä", "\xFF", "."};
    lithe_test::check_property("typed text", [&] {
        std::string typed;
        for (auto const pick : *rc::gen::container<std::vector<std::size_t>>(
                 rc::gen::inRange<std::size_t>(0, std::size(parts) + 1)))
            typed += pick < std::size(parts) ? parts[pick] : std::string_view("\0", 1);
        for (fts::query const& query :
             {fts::all_words(typed), fts::any_word(typed), fts::phrase(typed), fts::prefix(typed),
              fts::all_words(typed) && fts::phrase(typed),
              fts::prefix(typed) || fts::all_words("x")})
            static_cast<void>(world.found(query));
        typed += " word";
        auto const key = world.db.insert(entry{.text = typed});
        auto const found = world.found(fts::all_words(typed));
        RC_ASSERT(found.size() >= 1U);
        RC_ASSERT(found.back() == key);
        auto const as_phrase = world.found(fts::phrase(typed));
        RC_ASSERT(typed.find('\0') != std::string::npos || as_phrase.back() == key);
        world.db.erase<entry>(key);
    });
}
