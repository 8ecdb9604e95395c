// SPDX-License-Identifier: BSL-1.0
//
// SQLite's functions of dates and JSON, and its tables of JSON.

#include "model.hpp"

namespace bench {
namespace {

struct Month {
    std::optional<std::string> month{};
    std::int64_t posts = 0;
};
struct Tag {
    std::int64_t id = 0;
    std::optional<std::string> tag{};
};

}  // namespace

void add_functions(suite& s) {
    auto& db = s.db;
    auto* const month_ = s.c.prepare(
        "SELECT strftime('%Y-%m', created_at / 1000, 'unixepoch'), count(*) FROM posts WHERE id"
        " BETWEEN ?1 AND ?2 GROUP BY strftime('%Y-%m', created_at / 1000, 'unixepoch')");
    s.add({"dates", "strftime() as a group, 200 rows",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, posts - 200);
               constexpr auto month = lithe::strftime<"%Y-%m">(col<&Post::created_at>);
               seen.add(db.fetch_all(from<Post>()
                                         .where(col<&Post::id>.between(low, low + 199))
                                         .group_by(month)
                                         .select_as<Month>(month, count())));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const low = key(turn, posts - 200);
               bind_all(month_, low, low + 199);
               seen.add(rows(month_, [](sqlite3_stmt* row) {
                   return Month{maybe_text(row, 0), integer(row, 1)};
               }));
           }});

    auto* const json_ = s.c.prepare(
        "SELECT id, json_extract(tags, '$.tags[2]') FROM posts WHERE id BETWEEN ?1 AND ?2 AND tags"
        " ->> '$.words' > ?3");
    s.add({"json", "json_extract() and ->>, 100 rows",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, posts - 100);
               seen.add(db.fetch_all(
                   from<Post>()
                       .where(col<&Post::id>.between(low, low + 99),
                              lithe::json_value<std::int64_t, "$.words">(col<&Post::tags>) > 50)
                       .select_as<Tag>(
                           col<&Post::id>,
                           lithe::json_extract<std::string, "$.tags[2]">(col<&Post::tags>))));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const low = key(turn, posts - 100);
               bind_all(json_, low, low + 99, std::int64_t{50});
               seen.add(rows(json_, [](sqlite3_stmt* row) {
                   return Tag{integer(row, 0), maybe_text(row, 1)};
               }));
           }});

    auto* const each_ = s.c.prepare(
        "SELECT posts.id, tag.value FROM posts JOIN json_each(posts.tags, '$.tags') AS tag WHERE"
        " posts.id BETWEEN ?1 AND ?2");
    s.add({"json_each", "json_each() joined, 50 rows with 3 elements",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, posts - 50);
               constexpr auto tag =
                   lithe::json_each<"tag", std::string, std::int64_t, "$.tags">(col<&Post::tags>);
               seen.add(db.fetch_all(from<Post>()
                                         .join(tag)
                                         .where(col<&Post::id>.between(low, low + 49))
                                         .select_as<Tag>(col<&Post::id>, tag.value())));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const low = key(turn, posts - 50);
               bind_all(each_, low, low + 49);
               seen.add(rows(each_, [](sqlite3_stmt* row) {
                   return Tag{integer(row, 0), maybe_text(row, 1)};
               }));
           }});

    auto* const build_ = s.c.prepare(
        "SELECT author_id, json_group_array(title) FROM posts WHERE author_id BETWEEN ?1 AND ?2"
        " GROUP BY author_id");
    s.add({"json_build", "json_group_array(), 10 groups of 12",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, authors - 10);
               seen.add(db.fetch_all(from<Post>()
                                         .where(col<&Post::author_id>.between(low, low + 9))
                                         .group_by(col<&Post::author_id>)
                                         .select_as<Tag>(col<&Post::author_id>,
                                                         json_group_array(col<&Post::title>))));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const low = key(turn, authors - 10);
               bind_all(build_, low, low + 9);
               seen.add(rows(build_, [](sqlite3_stmt* row) {
                   return Tag{integer(row, 0), maybe_text(row, 1)};
               }));
           }});
}

}  // namespace bench
