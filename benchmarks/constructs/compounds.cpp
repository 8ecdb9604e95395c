// SPDX-License-Identifier: BSL-1.0
//
// Compounds, groups and pages.

#include "model.hpp"

namespace bench {

void add_compounds(suite& s) {
    auto& db = s.db;
    auto* const union_ = s.c.prepare(
        "SELECT name FROM people WHERE id BETWEEN ?1 AND ?2 UNION SELECT title FROM posts WHERE id"
        " BETWEEN ?3 AND ?4 ORDER BY 1 LIMIT 60");
    s.add({"union", "UNION of 100 texts, ordered, 60 rows",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, people - 50);
               seen.add(
                   db.fetch_all(from<Person>()
                                    .where(col<&Person::id>.between(low, low + 49))
                                    .select(col<&Person::name>)
                                    .union_with(from<Post>()
                                                    .where(col<&Post::id>.between(low, low + 49))
                                                    .select(col<&Post::title>))
                                    .order_by(col<&Person::name>)
                                    .limit(60)));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const low = key(turn, people - 50);
               bind_all(union_, low, low + 49, low, low + 49);
               seen.add(rows(union_, [](sqlite3_stmt* row) { return text(row, 0); }));
           }});

    auto* const union_all = s.c.prepare(
        "SELECT name, age FROM people WHERE id BETWEEN ?1 AND ?2 UNION ALL SELECT title, stars FROM"
        " posts WHERE id BETWEEN ?3 AND ?4");
    s.add({"union_all", "UNION ALL, 100 rows",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, people - 50);
               seen.add(db.fetch_all(
                   from<Person>()
                       .where(col<&Person::id>.between(low, low + 49))
                       .select_as<Named>(col<&Person::name>, col<&Person::age>)
                       .union_all(from<Post>()
                                      .where(col<&Post::id>.between(low, low + 49))
                                      .select_as<Named>(col<&Post::title>, col<&Post::stars>))));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const low = key(turn, people - 50);
               bind_all(union_all, low, low + 49, low, low + 49);
               seen.add(rows(union_all, read_named));
           }});

    auto* const except_ = s.c.prepare(
        "SELECT id FROM people WHERE id BETWEEN ?1 AND ?2 EXCEPT SELECT author_id FROM posts WHERE"
        " author_id BETWEEN ?3 AND ?4");
    s.add({"except", "EXCEPT of 100 keys, 50 rows",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, authors - 100);
               seen.add(
                   db.fetch_all(from<Person>()
                                    .where(col<&Person::id>.between(low, low + 99))
                                    .select(col<&Person::id>)
                                    .except(from<Post>()
                                                .where(col<&Post::author_id>.between(low, low + 49))
                                                .select(col<&Post::author_id>))));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const low = key(turn, authors - 100);
               bind_all(except_, low, low + 99, low, low + 49);
               seen.add(rows(except_, [](sqlite3_stmt* row) { return integer(row, 0); }));
           }});

    auto* const intersect_ = s.c.prepare(
        "SELECT id FROM people WHERE id BETWEEN ?1 AND ?2 INTERSECT SELECT author_id FROM posts"
        " WHERE created_at BETWEEN ?3 AND ?4");
    s.add({"intersect", "INTERSECT of 200 keys, 50 rows",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, authors - 100);
               moment const at{std::chrono::milliseconds{1'700'000'000'000} +
                               std::chrono::hours{low + 49}};
               seen.add(db.fetch_all(from<Person>()
                                         .where(col<&Person::id>.between(low, low + 99))
                                         .select(col<&Person::id>)
                                         .intersect(from<Post>()
                                                        .where(col<&Post::created_at>.between(
                                                            at, at + std::chrono::hours{99}))
                                                        .select(col<&Post::author_id>))));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const low = key(turn, authors - 100);
               std::int64_t const at = 1'700'000'000'000 + (low + 49) * 3'600'000;
               bind_all(intersect_, low, low + 99, at, at + 99 * 3'600'000);
               seen.add(rows(intersect_, [](sqlite3_stmt* row) { return integer(row, 0); }));
           }});
}

void add_groups(suite& s) {
    auto& db = s.db;
    auto* const group_ = s.c.prepare(
        "SELECT author_id, sum(stars) FROM posts WHERE author_id BETWEEN ?1 AND ?2 GROUP BY"
        " author_id HAVING count(*) >= ?3");
    s.add({"group_by", "GROUP BY and HAVING, 600 rows in 50 groups",
           [&](tally& seen, std::int64_t turn) {
               struct Sum {
                   std::int64_t id = 0;
                   std::optional<std::int64_t> amount{};
               };
               auto const low = key(turn, authors - 50);
               seen.add(db.fetch_all(
                   from<Post>()
                       .where(col<&Post::author_id>.between(low, low + 49))
                       .group_by(col<&Post::author_id>)
                       .having(count() >= 12)
                       .select_as<Sum>(col<&Post::author_id>, sum(col<&Post::stars>))));
           },
           [=](tally& seen, std::int64_t turn) {
               struct Sum {
                   std::int64_t id = 0;
                   std::optional<std::int64_t> amount{};
               };
               auto const low = key(turn, authors - 50);
               bind_all(group_, low, low + 49, std::int64_t{12});
               seen.add(rows(group_, [](sqlite3_stmt* row) {
                   return Sum{integer(row, 0), maybe_integer(row, 1)};
               }));
           }});

    auto* const case_ = s.c.prepare(
        "SELECT name, CASE WHEN age < ?1 THEN 1 WHEN age < ?2 THEN 2 ELSE 3 END FROM people WHERE "
        "id"
        " BETWEEN ?3 AND ?4");
    s.add({"case", "CASE for each of 100 rows",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, people - 100);
               seen.add(db.fetch_all(
                   from<Person>()
                       .where(col<&Person::id>.between(low, low + 99))
                       .select_as<Named>(col<&Person::name>,
                                         case_when(col<&Person::age> < 30, lithe::literal<1>)
                                             .when(col<&Person::age> < 60, lithe::literal<2>)
                                             .else_(lithe::literal<3>))));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const low = key(turn, people - 100);
               bind_all(case_, std::int64_t{30}, std::int64_t{60}, low, low + 99);
               seen.add(rows(case_, read_named));
           }});

    auto* const row_value_ = s.c.prepare(
        "SELECT id, stars FROM posts WHERE (author_id, created_at) >= (?1, ?2) ORDER BY author_id,"
        " created_at LIMIT 50");
    s.add({"row_value", "(a, b) >= (?, ?), 50 rows in its order",
           [&](tally& seen, std::int64_t turn) {
               moment const begin{std::chrono::milliseconds{1'700'090'000'000}};
               seen.add(db.fetch_all(
                   from<Post>()
                       .where(lithe::row_value(col<&Post::author_id>, col<&Post::created_at>) >=
                              lithe::row_value(key(turn, authors - 10), begin))
                       .select_as<Counted>(col<&Post::id>, col<&Post::stars>)
                       .order_by(col<&Post::author_id>, col<&Post::created_at>)
                       .limit(50)));
           },
           [=](tally& seen, std::int64_t turn) {
               bind_all(row_value_, key(turn, authors - 10), std::int64_t{1'700'090'000'000});
               seen.add(rows(row_value_, read_counted));
           }});

    auto* const seek_ = s.c.prepare(
        "SELECT id, author_id, title, tags, stars, created_at FROM posts WHERE (created_at, id) <"
        " (?1, ?2) ORDER BY created_at DESC, id DESC LIMIT 20");
    s.add({"seek_after", "a page of 20 by (created_at, id)",
           [&](tally& seen, std::int64_t turn) {
               auto const last = key(turn, posts - 30) + 30;
               Post const before{.id = last,
                                 .created_at = moment{std::chrono::milliseconds{1'700'000'000'000} +
                                                      std::chrono::hours{last}}};
               seen.add(
                   db.fetch_all(from<Post>()
                                    .order_by(desc(col<&Post::created_at>), desc(col<&Post::id>))
                                    .limit(20)
                                    .seek_after(before)));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const last = key(turn, posts - 30) + 30;
               bind_all(seek_, 1'700'000'000'000 + last * 3'600'000, last);
               seen.add(rows(seek_, read_post));
           }});

    auto* const mixed_ = s.c.prepare(
        "SELECT id, author_id, title, tags, stars, created_at FROM posts WHERE author_id >= ?1 AND"
        " (author_id > ?2 OR created_at < ?3) ORDER BY author_id, created_at DESC, id LIMIT 20");
    s.add({"seek_mixed", "a page of 20 in a mixed order",
           [&](tally& seen, std::int64_t turn) {
               auto const author = key(turn, authors - 30);
               auto const last = author - 1 + 5 * authors;
               Post const before{.id = last,
                                 .author_id = author,
                                 .created_at = moment{std::chrono::milliseconds{1'700'000'000'000} +
                                                      std::chrono::hours{last}}};
               seen.add(db.fetch_all(from<Post>()
                                         .order_by(col<&Post::author_id>,
                                                   desc(col<&Post::created_at>), col<&Post::id>)
                                         .limit(20)
                                         .seek_after(before)));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const author = key(turn, authors - 30);
               auto const last = author - 1 + 5 * authors;
               bind_all(mixed_, author, author, 1'700'000'000'000 + last * 3'600'000);
               seen.add(rows(mixed_, read_post));
           }});
}

}  // namespace bench
