// SPDX-License-Identifier: BSL-1.0
#include <lithe/statement/entity_facts.hpp>

#include <lithe/sql.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

using lithe::col;

struct user {
    std::int64_t id = 0;
    std::string name{};
};
struct post {
    std::int64_t author = 0;
    int number = 0;
    std::optional<std::int64_t> editor{};
    int likes = 0;
    static constexpr auto schema() {
        return lithe::table(
            "posts", lithe::primary_key<&post::author, &post::number>,
            lithe::column_name<&post::likes>("hearts"),
            lithe::foreign_key<&post::author>.references<&user::id>(),
            lithe::foreign_key<&post::editor>.references<&user::id>(),
            lithe::check(col<&post::likes> >= 0 && col<&post::number> > 0).named("positive"),
            lithe::index<&post::number>
                .on(lithe::abs(col<&post::likes>), (col<&post::likes> + 1).desc())
                .unique()
                .named("by_likes"),
            lithe::index<&post::likes>);
    }
};

struct write_posts {
    using target = post;
    static constexpr bool writes = true;
    static constexpr void write(lithe::sql_writer& out) { out.text("DELETE FROM posts"); }
};
struct read_posts : write_posts {
    static constexpr bool writes = false;
    static constexpr void write(lithe::sql_writer& out) { out.text("SELECT 1"); }
};

constexpr lithe::detail::statement_facts const& facts = lithe::detail::facts_of<write_posts>::value;
static_assert(std::string_view(facts.text, facts.size) == "DELETE FROM posts" && facts.writes);
static_assert(facts.table == "posts");
static_assert(facts.foreign_key_count == 2 && facts.foreign_key_columns[1] == "editor");
static_assert(facts.check_count == 2 && !facts.checks[0].is_index &&
              facts.checks[0].name == "positive");
static_assert(facts.checks[0].text == R"("hearts" >= 0 AND "number" > 0)");
static_assert(facts.checks[0].column_count == 2 && facts.checks[0].columns[0] == "hearts");
static_assert(facts.checks[1].name == "by_likes" && facts.checks[1].is_index);
static_assert(facts.checks[1].column_count == 3 && facts.checks[1].columns[0] == "number" &&
              facts.checks[1].columns[1] == "hearts" && facts.checks[1].columns[2] == "hearts");

constexpr lithe::detail::statement_facts const& other = lithe::detail::facts_of<read_posts>::value;
static_assert(!other.writes && other.table == "posts" && other.foreign_key_count == 0 &&
              other.check_count == 0);

}  // namespace

TEST_CASE("each statement type has one object of facts") {
    CHECK(&lithe::detail::facts_of<write_posts>::value == &facts);
    CHECK(&lithe::detail::facts_of<read_posts>::value != &facts);
}
