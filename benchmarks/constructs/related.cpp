// SPDX-License-Identifier: BSL-1.0
//
// with_many: against its two statements by hand, the rows merged into the same pairs.

#include "model.hpp"

namespace bench {

namespace {

using with_posts = std::pair<Person, std::vector<Post>>;

std::vector<with_posts> read_parents(sqlite3_stmt* parents, std::int64_t low, std::int64_t high) {
    std::vector<with_posts> found;
    bind_all(parents, low, high);
    int rc = SQLITE_ROW;
    while ((rc = sqlite3_step(parents)) == SQLITE_ROW)
        found.emplace_back(read_person(parents), std::vector<Post>{});
    if (rc != SQLITE_DONE)
        fail(parents);
    sqlite3_reset(parents);
    return found;
}

/// The two statements of lithe: the children of a list of keys, each with the position of its key.
std::vector<with_posts> by_keys(sqlite3_stmt* parents, sqlite3_stmt* children, std::int64_t low,
                                std::int64_t high) {
    auto found = read_parents(parents, low, high);
    std::vector<std::int64_t> keys;
    keys.reserve(found.size());
    for (auto const& each : found)
        keys.push_back(each.first.id);
    constexpr auto give = [](sqlite3_context* out, std::int64_t value) {
        sqlite3_result_int64(out, value);
    };
    auto const view = lithe::detail::make_array_view<give>(keys.data(), keys.size());
    check(children, lithe::detail::bind_array(children, 1, &view));
    int rc = SQLITE_ROW;
    while ((rc = sqlite3_step(children)) == SQLITE_ROW)
        found[static_cast<std::size_t>(integer(children, 6)) - 1].second.push_back(
            read_post(children));
    if (rc != SQLITE_DONE)
        fail(children);
    sqlite3_reset(children);
    return found;
}

/// What one would write for this query alone: its condition said twice.
std::vector<with_posts> by_join(sqlite3_stmt* parents, sqlite3_stmt* children, std::int64_t low,
                                std::int64_t high) {
    auto found = read_parents(parents, low, high);
    bind_all(children, low, high);
    auto at = found.begin();
    int rc = SQLITE_ROW;
    while ((rc = sqlite3_step(children)) == SQLITE_ROW) {
        auto const author = integer(children, 1);
        while (at->first.id != author)
            ++at;
        at->second.push_back(read_post(children));
    }
    if (rc != SQLITE_DONE)
        fail(children);
    sqlite3_reset(children);
    return found;
}

}  // namespace

void add_related(suite& s) {
    auto& db = s.db;
    auto* const parents = s.c.prepare(
        "SELECT id, name, email, age, score, bio, boss_id FROM people WHERE id BETWEEN ?1 AND ?2"
        " ORDER BY id");
    lithe::detail::register_array_table(s.c.native());
    auto* const of_keys = s.c.prepare(
        "SELECT posts.id, posts.author_id, posts.title, posts.tags, posts.stars, posts.created_at,"
        " lithe_array.rowid FROM lithe_array(?1) JOIN posts ON posts.author_id = lithe_array.value"
        " ORDER BY lithe_array.rowid, posts.id");
    auto* const children = s.c.prepare(
        "SELECT posts.id, posts.author_id, posts.title, posts.tags, posts.stars, posts.created_at"
        " FROM people JOIN posts ON posts.author_id = people.id WHERE people.id BETWEEN ?1 AND ?2"
        " ORDER BY people.id, posts.id");
    for (std::int64_t const size : {10, 200}) {
        s.add({"with_many_" + std::to_string(size),
               std::to_string(size) + " people with 12 posts each / its two statements",
               [&db, size](tally& seen, std::int64_t turn) {
                   auto const low = key(turn, authors - size);
                   seen.add(db.fetch_all(from<Person>()
                                             .where(col<&Person::id>.between(low, low + size - 1))
                                             .order_by(col<&Person::id>)
                                             .with_many<&Post::author_id>()));
               },
               [=](tally& seen, std::int64_t turn) {
                   auto const low = key(turn, authors - size);
                   seen.add(by_keys(parents, of_keys, low, low + size - 1));
               },
               1.05, "",
               [=](tally& seen, std::int64_t turn) {
                   auto const low = key(turn, authors - size);
                   seen.add(by_join(parents, children, low, low + size - 1));
               },
               "a join that repeats the condition"});
    }
}

}  // namespace bench
