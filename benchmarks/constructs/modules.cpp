// SPDX-License-Identifier: BSL-1.0
//
// Full text, boxes and views.

#include "data.hpp"
#include "model.hpp"

namespace bench {
namespace {

namespace fts = lithe::fts;

struct Article {
    std::int64_t id = 0;
    std::string title{};
    std::string body{};
    static constexpr auto schema() {
        return lithe::table("articles", lithe::primary_key<&Article::id>);
    }
};
struct ArticleSearch {
    std::int64_t id = 0;
    std::string title{};
    std::string body{};
    static constexpr auto schema() {
        return lithe::fts5("article_search", lithe::primary_key<&ArticleSearch::id>,
                           fts::content<Article>);
    }
};
struct Hit {
    std::int64_t id = 0;
    std::string title{};
    std::string excerpt{};
};

struct Area {
    std::int64_t id = 0;
    float west = 0;
    float east = 0;
    float south = 0;
    float north = 0;
    static constexpr auto schema() {
        return lithe::rtree("areas", lithe::primary_key<&Area::id>,
                            lithe::dimension<&Area::west, &Area::east>,
                            lithe::dimension<&Area::south, &Area::north>);
    }
};

struct Boss {  // a view
    std::int64_t id = 0;
    std::string name{};
    std::string boss{};
    static constexpr auto schema() {
        constexpr auto boss = lithe::alias<Person, "boss">;
        return lithe::view(
            "bosses", from<Person>()
                          .join(boss, boss[col<&Person::id>] == col<&Person::boss_id>)
                          .select(col<&Person::id>, col<&Person::name>, boss[col<&Person::name>]));
    }
};

}  // namespace

void make_documents(std::string const& path) {
    lithe::connection db{path};
    db.create_tables<Person, Boss, Article, ArticleSearch, Area>();
    db.execute_script(
        "BEGIN; INSERT INTO articles SELECT id, 'Article w' || (id % 97), 'the words w' || (id % "
        "211) "
        "||"
        " ' and w' || (id % 503) || ' and w' || (id % 31) || ' of a body that nobody reads' FROM "
        "people"
        " WHERE id <= 5000;"
        "INSERT INTO areas SELECT id, id % 200, id % 200 + 1.5, id / 200, id / 200 + 1.5 FROM "
        "people"
        " WHERE id <= 20000; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
}

void add_modules(suite& s) {
    auto& db = s.db;
    auto* const search_ = s.c.prepare(
        "SELECT rowid, highlight(article_search, 0, '[', ']'), snippet(article_search, 1, '[', ']',"
        " '...', 6) FROM article_search WHERE article_search MATCH ?1 ORDER BY bm25(article_search,"
        " 10.0, 1.0) LIMIT 10");
    s.add({"full_text", "match, bm25, highlight, snippet: 10 rows",
           [&](tally& seen, std::int64_t turn) {
               auto const word = "w" + std::to_string(key(turn, 97));
               seen.add(db.fetch_all(
                   from<ArticleSearch>()
                       .where(lithe::match<ArticleSearch>(fts::all_words(word)))
                       .select_as<Hit>(col<&ArticleSearch::id>,
                                       fts::highlight<&ArticleSearch::title>("[", "]"),
                                       fts::snippet<&ArticleSearch::body>("[", "]", "...", 6))
                       .order_by(fts::bm25<ArticleSearch>(10, 1))
                       .limit(10)));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const word = "\"w" + std::to_string(key(turn, 97)) + "\"";
               bind_all(search_, std::string_view{word});
               seen.add(rows(search_, [](sqlite3_stmt* row) {
                   return Hit{integer(row, 0), text(row, 1), text(row, 2)};
               }));
           }});

    auto* const area_ = s.c.prepare(
        "SELECT id, west, east, south, north FROM areas WHERE west <= ?1 AND east >= ?2 AND south "
        "<="
        " ?3 AND north >= ?4");
    s.add({"rtree", "boxes that overlap: 30 rows",
           [&](tally& seen, std::int64_t turn) {
               auto const x = static_cast<float>(key(turn, 190));
               auto const y = static_cast<float>(key(turn, 90));
               seen.add(
                   db.fetch_all(from<Area>().where(lithe::overlaps<Area>(x, x + 4, y, y + 3))));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const x = static_cast<double>(key(turn, 190));
               auto const y = static_cast<double>(key(turn, 90));
               bind_all(area_, x + 4, x, y + 3, y);
               seen.add(rows(area_, [](sqlite3_stmt* row) {
                   return Area{integer(row, 0), static_cast<float>(real(row, 1)),
                               static_cast<float>(real(row, 2)), static_cast<float>(real(row, 3)),
                               static_cast<float>(real(row, 4))};
               }));
           }});

    auto* const view_ = s.c.prepare("SELECT id, name, boss FROM bosses WHERE id BETWEEN ?1 AND ?2");
    s.add({"view", "a view over a join, 50 rows",
           [&](tally& seen, std::int64_t turn) {
               auto const low = key(turn, people - 50);
               seen.add(db.fetch_all(from<Boss>().where(col<&Boss::id>.between(low, low + 49))));
           },
           [=](tally& seen, std::int64_t turn) {
               auto const low = key(turn, people - 50);
               bind_all(view_, low, low + 49);
               seen.add(rows(view_, [](sqlite3_stmt* row) {
                   return Hit{integer(row, 0), text(row, 1), text(row, 2)};
               }));
           }});
}

}  // namespace bench
