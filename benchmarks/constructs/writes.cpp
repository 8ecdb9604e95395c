// SPDX-License-Identifier: BSL-1.0
//
// Writes of queries, conflicts, RETURNING, blobs in pieces.

#include "model.hpp"

namespace bench {
namespace {

constexpr char const* all_words = "SELECT * FROM words ORDER BY word";
constexpr char const* some_people = "SELECT * FROM people WHERE id <= 6000 ORDER BY id";
constexpr char const* all_posts = "SELECT id, author_id, stars FROM posts ORDER BY id";

std::string word_of(std::int64_t turn) {
    return "word " + std::to_string(key(turn, 10'000));  // half of them are there
}

}  // namespace

void add_writes(suite& s) {
    auto& db = s.db;
    auto* const from_ = s.c.prepare(
        "UPDATE people SET score = score + best.amount FROM (SELECT author_id AS id, count(*) AS"
        " amount FROM posts WHERE author_id BETWEEN ?1 AND ?2 GROUP BY author_id) AS best WHERE"
        " best.id = people.id");
    s.add({"update_from", "UPDATE ... FROM a grouped query, 50 rows",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, authors - 50);
               auto const best =
                   lithe::derived<"best">(from<Post>()
                                              .where(col<&Post::author_id>.between(low, low + 49))
                                              .group_by(col<&Post::author_id>)
                                              .select_as<Counted>(col<&Post::author_id>, count()));
               seen.add(db.execute(
                   lithe::update<Person>()
                       .from(best)
                       .set(col<&Person::score> = col<&Person::score> + best[col<&Counted::amount>])
                       .where(best[col<&Counted::id>] == col<&Person::id>)));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const low = key(turn, authors - 50);
               bind_all(from_, low, low + 49);
               seen.add(change(from_));
           },
           1.05, some_people});

    auto* const select_ = s.c.prepare(
        "INSERT INTO words(word, times) SELECT ?1 || name, age FROM people WHERE id BETWEEN ?2 AND"
        " ?3");
    s.add({"insert_select", "INSERT ... SELECT, 50 rows",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, people - 50);
               auto const prefix = std::to_string(turn);
               seen.add(db.execute(
                   lithe::insert_into<Word>()
                       .columns(col<&Word::word>, col<&Word::times>)
                       .select_from(from<Person>()
                                        .where(col<&Person::id>.between(low, low + 49))
                                        .select(lithe::borrow(prefix) + col<&Person::name>,
                                                col<&Person::age>))));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const low = key(turn, people - 50);
               auto const prefix = std::to_string(turn);
               bind_all(select_, std::string_view{prefix}, low, low + 49);
               seen.add(change(select_));
           },
           1.05, all_words});

    auto* const upsert_ = s.c.prepare(
        "INSERT INTO words(word, times) VALUES(?1, ?2) ON CONFLICT(word) DO UPDATE SET times ="
        " times + ?3");
    s.add({"upsert", "ON CONFLICT DO UPDATE of one row",
           [&](tally& seen, std::int64_t turn) {
               auto const word = word_of(turn);
               seen.add(db.execute(lithe::insert_into<Word>()
                                       .values({.word = word, .times = 1})
                                       .on_conflict<&Word::word>()
                                       .do_update(col<&Word::times> = col<&Word::times> + 1)));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const word = word_of(turn);
               bind_all(upsert_, std::string_view{word}, std::int64_t{1}, std::int64_t{1});
               seen.add(change(upsert_));
           },
           1.05, all_words});

    auto* const savepoint = s.c.prepare("SAVEPOINT one");
    auto* const release = s.c.prepare("RELEASE one");
    auto* const returning_ =
        s.c.prepare("UPDATE people SET age = age + ?1 WHERE id = ?2 RETURNING age");
    s.add({"returning", "UPDATE ... RETURNING of one row",
           [&](tally& seen, std::int64_t turn) {
               seen.add(db.fetch_one(lithe::update<Person>()
                                         .set(col<&Person::age> = col<&Person::age> + 1)
                                         .where(col<&Person::id> == key(turn, 5'000))
                                         .returning(col<&Person::age>)));
           },
           [=](tally& seen, std::int64_t turn) {
               bind_all(returning_, std::int64_t{1}, key(turn, 5'000));
               if (sqlite3_step(returning_) != SQLITE_ROW)
                   fail(returning_);
               auto const age = small(returning_, 0);
               if (sqlite3_step(returning_) != SQLITE_DONE)
                   fail(returning_);
               sqlite3_reset(returning_);
               seen.add(age);
           },
           1.05, some_people,
           // What lithe promises: a write whose row cannot be given has no effect.
           [=](tally& seen, std::int64_t turn) {
               change(savepoint);
               bind_all(returning_, std::int64_t{1}, key(turn, 5'000));
               if (sqlite3_step(returning_) != SQLITE_ROW)
                   fail(returning_);
               auto const age = small(returning_, 0);
               if (sqlite3_step(returning_) != SQLITE_DONE)
                   fail(returning_);
               sqlite3_reset(returning_);
               change(release);
               seen.add(age);
           },
           "the same within a savepoint"});
    auto* const all_returning = s.c.prepare(
        "UPDATE people SET age = age + ?1 WHERE id BETWEEN ?2 AND ?3 RETURNING id, name, email,"
        " age, score, bio, boss_id");
    s.add({"returning_all", "UPDATE ... RETURNING 50 rows",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, 5'000);
               seen.add(db.fetch_all(lithe::update<Person>()
                                         .set(col<&Person::age> = col<&Person::age> + 1)
                                         .where(col<&Person::id>.between(low, low + 49))
                                         .returning()));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const low = key(turn, 5'000);
               bind_all(all_returning, std::int64_t{1}, low, low + 49);
               seen.add(rows(all_returning, read_person));
           },
           1.05, some_people});

    auto* const delete_ = s.c.prepare(
        "DELETE FROM posts WHERE author_id IN (SELECT id FROM people WHERE boss_id = ?1) AND stars"
        " < ?2");
    s.add({"delete", "DELETE with a subquery, up to 48 rows",
           [&](tally& seen, std::int64_t turn) {
               seen.add(db.execute(lithe::delete_from<Post>().where(
                   col<&Post::author_id>.in(from<Person>()
                                                .where(col<&Person::boss_id> == key(turn, 1'200))
                                                .select(col<&Person::id>)),
                   col<&Post::stars> < 3)));
           },
           [=](tally& seen, std::int64_t turn) {
               bind_all(delete_, key(turn, 1'200), std::int64_t{3});
               seen.add(change(delete_));
           },
           1.05, all_posts});
}

}  // namespace bench
