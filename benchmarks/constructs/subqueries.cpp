// SPDX-License-Identifier: BSL-1.0
//
// Subqueries, derived tables, names for queries, recursion.

#include "model.hpp"

namespace bench {
namespace {

struct Below {
    std::int64_t id = 0;
    std::int64_t depth = 0;
};

constexpr auto peer = lithe::alias<Person, "peer">;

}  // namespace

void add_subqueries(suite& s) {
    auto& db = s.db;
    auto* const scalar_ = s.c.prepare(
        "SELECT id, (SELECT count(*) FROM posts WHERE author_id = people.id AND stars > ?1)"
        " FROM people WHERE id BETWEEN ?2 AND ?3");
    s.add({"scalar", "a correlated scalar subquery for each of 50 rows",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, authors - 50);
               seen.add(db.fetch_all(
                   from<Person>()
                       .where(col<&Person::id>.between(low, low + 49))
                       .select_as<Counted>(
                           col<&Person::id>,
                           scalar(from<Post>()
                                      .where(col<&Post::author_id> == outer(col<&Person::id>),
                                             col<&Post::stars> > 2)
                                      .select(count())))));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const low = key(turn, authors - 50);
               bind_all(scalar_, std::int64_t{2}, low, low + 49);
               seen.add(rows(scalar_, read_counted));
           }});

    auto* const exists_ = s.c.prepare(
        "SELECT id, name, email, age, score, bio, boss_id FROM people WHERE id BETWEEN ?1 AND ?2"
        " AND EXISTS (SELECT * FROM posts WHERE author_id = people.id AND stars = ?3)");
    s.add({"exists", "EXISTS over 50 rows",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, authors - 50);
               seen.add(db.fetch_all(from<Person>().where(
                   col<&Person::id>.between(low, low + 49),
                   exists(from<Post>().where(col<&Post::author_id> == outer(col<&Person::id>),
                                             col<&Post::stars> == 4)))));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const low = key(turn, authors - 50);
               bind_all(exists_, low, low + 49, std::int64_t{4});
               seen.add(rows(exists_, read_person));
           }});

    auto* const in_ = s.c.prepare(
        "SELECT id, name, email, age, score, bio, boss_id FROM people WHERE id IN (SELECT author_id"
        " FROM posts WHERE created_at BETWEEN ?1 AND ?2)");
    s.add({"in_query", "IN (query) that finds 50 keys",
           [&](tally& seen, std::int64_t turn) {
               moment const low{std::chrono::milliseconds{1'700'000'000'000} +
                                std::chrono::hours{key(turn, posts - 50)}};
               seen.add(db.fetch_all(from<Person>().where(col<&Person::id>.in(
                   from<Post>()
                       .where(col<&Post::created_at>.between(low, low + std::chrono::hours{49}))
                       .select(col<&Post::author_id>)))));
           },
           [=](tally& seen, std::int64_t turn) {
               std::int64_t const low = 1'700'000'000'000 + key(turn, posts - 50) * 3'600'000;
               bind_all(in_, low, low + 49 * 3'600'000);
               seen.add(rows(in_, read_person));
           }});

    auto* const correlated_ = s.c.prepare(
        "SELECT id, age FROM people WHERE id BETWEEN ?1 AND ?2 AND age >= (SELECT avg(peer.age) "
        "FROM"
        " people AS peer WHERE peer.boss_id = people.boss_id)");
    s.add(
        {"correlated", "a correlated aggregate in WHERE over 50 rows",
         [&](tally& seen, std::int64_t turn) {
             auto const low = key(turn, people - 50);
             seen.add(db.fetch_all(
                 from<Person>()
                     .where(col<&Person::id>.between(low, low + 49),
                            col<&Person::age> >= scalar(from(peer)
                                                            .where(peer[col<&Person::boss_id>] ==
                                                                   outer(col<&Person::boss_id>))
                                                            .select(avg(peer[col<&Person::age>]))))
                     .select_as<Counted>(col<&Person::id>, col<&Person::age>)));
         },
         [=](tally& seen, std::int64_t turn) {
             auto const low = key(turn, people - 50);
             bind_all(correlated_, low, low + 49);
             seen.add(rows(correlated_, read_counted));
         }});

    auto* const derived_ = s.c.prepare(
        "SELECT people.name, busy.amount FROM (SELECT author_id AS id, count(*) AS amount FROM "
        "posts"
        " WHERE author_id BETWEEN ?1 AND ?2 GROUP BY author_id) AS busy JOIN people ON people.id ="
        " busy.id WHERE busy.amount > ?3");
    s.add({"derived", "a grouped derived table joined, 50 rows",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, authors - 50);
               auto const busy =
                   lithe::derived<"busy">(from<Post>()
                                              .where(col<&Post::author_id>.between(low, low + 49))
                                              .group_by(col<&Post::author_id>)
                                              .select_as<Counted>(col<&Post::author_id>, count()));
               seen.add(db.fetch_all(
                   from(busy)
                       .join<Person>(col<&Person::id> == busy[col<&Counted::id>])
                       .where(busy[col<&Counted::amount>] > 5)
                       .select_as<Named>(col<&Person::name>, busy[col<&Counted::amount>])));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const low = key(turn, authors - 50);
               bind_all(derived_, low, low + 49, std::int64_t{5});
               seen.add(rows(derived_, read_named));
           }});

    auto* const cte_ = s.c.prepare(
        "WITH counts(id, amount) AS (SELECT author_id, count(*) FROM posts WHERE author_id BETWEEN"
        " ?1 AND ?2 GROUP BY author_id) SELECT people.name, counts.amount FROM counts JOIN people"
        " ON people.id = counts.id WHERE counts.amount >= (SELECT max(amount) FROM counts)");
    s.add({"cte", "a CTE used twice, 50 rows",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, authors - 50);
               auto const counts =
                   lithe::cte<"counts">(from<Post>()
                                            .where(col<&Post::author_id>.between(low, low + 49))
                                            .group_by(col<&Post::author_id>)
                                            .select_as<Counted>(col<&Post::author_id>, count()));
               seen.add(db.fetch_all(
                   from(counts)
                       .join<Person>(col<&Person::id> == counts[col<&Counted::id>])
                       .where(counts[col<&Counted::amount>] >=
                              scalar(from(counts).select(max(counts[col<&Counted::amount>]))))
                       .select_as<Named>(col<&Person::name>, counts[col<&Counted::amount>])));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const low = key(turn, authors - 50);
               bind_all(cte_, low, low + 49);
               seen.add(rows(cte_, read_named));
           }});

    auto* const recursive_ = s.c.prepare(
        "WITH RECURSIVE below(id, depth) AS (SELECT id, 0 FROM people WHERE id = ?1 UNION ALL"
        " SELECT people.id, below.depth + 1 FROM below JOIN people ON people.boss_id = below.id"
        " WHERE below.depth < ?2) SELECT id, depth FROM below");
    s.add({"recursive", "a tree of 85 rows, 4 levels deep",
           [&](tally& seen, std::int64_t turn) {
               constexpr auto below = lithe::cte_ref<"below", Below>;
               auto const all = lithe::recursive_cte(
                   below,
                   from<Person>()
                       .where(col<&Person::id> == key(turn, 70))
                       .select_as<Below>(col<&Person::id>, lithe::literal<0>),
                   from(below)
                       .join<Person>(col<&Person::boss_id> == below[col<&Below::id>])
                       .where(below[col<&Below::depth>] < 3)
                       .select_as<Below>(col<&Person::id>, below[col<&Below::depth>] + 1));
               seen.add(db.fetch_all(from(all)));
           },
           [=](tally& seen, std::int64_t turn) {
               bind_all(recursive_, key(turn, 70), std::int64_t{3});
               seen.add(rows(recursive_, read_counted));
           }});
}

}  // namespace bench
