// SPDX-License-Identifier: BSL-1.0
//
// Descriptors of full-text tables, sound and not.
#include <lithe/schema/fts5.hpp>

#include <lithe/sql.hpp>

#include "support/catch.hpp"

#include <optional>
#include <string>

namespace {

using lithe::col;
namespace fts = lithe::fts;

struct article {
    lithe::id<article> id{};
    std::string title{};
    int stars = 0;
};
struct unkeyed {
    std::string title{};
};

template <class Make>
struct search {
    lithe::id<article> id{};
    std::string title{};
    int stars = 0;
    static constexpr auto schema() { return Make::template make<search>(); }
};
template <class Make>
inline constexpr bool is_sound = lithe::detail::sound<search<Make>>;

#define LITHE_CASE(label, ...)               \
    struct label {                           \
        template <class Entity>              \
        static constexpr auto make() {       \
            return lithe::fts5(__VA_ARGS__); \
        }                                    \
    }

LITHE_CASE(plain, "s", lithe::primary_key<&Entity::id>, fts::unindexed<&Entity::stars>);
LITHE_CASE(of_articles, "s", lithe::primary_key<&Entity::id>, fts::unindexed<&Entity::stars>,
           fts::content<article>);
LITHE_CASE(number, "s", lithe::primary_key<&Entity::id>);
LITHE_CASE(other_names, "s", lithe::primary_key<&Entity::id>, fts::unindexed<&Entity::stars>,
           lithe::column_name<&Entity::title>("headline"), fts::content<article>);
LITHE_CASE(no_key, "s", lithe::primary_key<&Entity::id>, fts::unindexed<&Entity::stars>,
           fts::content<unkeyed>);
LITHE_CASE(text_key, "s", lithe::primary_key<&Entity::title>, fts::unindexed<&Entity::stars>);
LITHE_CASE(check, "s", lithe::primary_key<&Entity::id>, fts::unindexed<&Entity::stars>,
           lithe::check(col<&Entity::stars> > 0));
LITHE_CASE(two_contents, "s", lithe::primary_key<&Entity::id>, fts::unindexed<&Entity::stars>,
           fts::content<article>, fts::content<unkeyed>);

static_assert(is_sound<plain>);
static_assert(is_sound<of_articles>);
static_assert(!is_sound<number>);
static_assert(!is_sound<other_names>);
static_assert(!is_sound<no_key>);
static_assert(!is_sound<text_key>);
static_assert(!is_sound<check>);
static_assert(!is_sound<two_contents>);

using names = lithe::detail::entity_names<search<plain>>;
static_assert(names::column<&search<plain>::id>() == "rowid");
static_assert(names::fts_column<&search<plain>::title>() == 0);
static_assert(names::fts_column<&search<plain>::stars>() == 1);

}  // namespace

TEST_CASE("a full-text table's text is a constant") {
    CHECK(lithe::create_table_sql<search<of_articles>>() ==
          R"(CREATE VIRTUAL TABLE "s" USING fts5("title", "stars" UNINDEXED, )"
          R"(content='article', content_rowid='id'))");
}
