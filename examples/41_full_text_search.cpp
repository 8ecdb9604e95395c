// SPDX-License-Identifier: BSL-1.0
//
// Full-text search with ranking: an FTS5 table over a table's texts, kept in step by triggers that
// lithe writes, and searched with what somebody typed.

#include <lithe/lithe.hpp>

#include <iostream>
using lithe::col, lithe::from, lithe::match;
namespace fts = lithe::fts;

struct Article {
    std::int64_t id = 0;
    std::string title{};
    std::string body{};
    int year = 0;

    static constexpr auto schema() {
        return lithe::table("articles", lithe::primary_key<&Article::id>);
    }
};

/// The index: no texts of its own, columns by the names they have in Article.
struct ArticleSearch {
    std::int64_t id = 0;
    std::string title{};
    std::string body{};

    static constexpr auto schema() {
        return lithe::fts5("article_search", lithe::primary_key<&ArticleSearch::id>,
                           fts::content<Article>, fts::tokenize("porter unicode61"));
    }
};

struct Hit {
    std::string title{};
    int year = 0;
    std::string excerpt{};
};

std::vector<Hit> search(lithe::reader& r, std::string_view typed) {
    return r.fetch_all(
        from<ArticleSearch>()
            .join<Article>(col<&Article::id> == col<&ArticleSearch::id>)
            .where(match<ArticleSearch>(fts::all_words(typed)), col<&Article::year> > 1900)
            .select_as<Hit>(fts::highlight<&ArticleSearch::title>("[", "]"), col<&Article::year>,
                            fts::snippet<&ArticleSearch::body>("[", "]", "...", 6))
            .order_by(fts::bm25<ArticleSearch>(10, 1))  // a word in the title weighs ten times
            .limit(10));
}

int main() {
    auto db = lithe::database::in_memory();
    db.create_tables<Article, ArticleSearch>();
    db.insert_all(std::vector<Article>{
        {.title = "Templates",
         .body = "C++ templates are a language in the language",
         .year = 2003},
        {.title = "Languages compared", .body = "From C to C++ and back", .year = 2020},
        {.title = "Looms", .body = "Punched cards, the first programming language", .year = 1843},
        {.title = "Cooking",
         .body = "Nothing about computers; see \"foo AND bar\"",
         .year = 2010}});

    for (std::string_view const typed : {"language", "C++ language", "\"foo AND", "*"}) {
        std::cout << typed << ":\n";
        for (Hit const& hit : db.read([&](lithe::reader& r) { return search(r, typed); }))
            std::cout << "  " << hit.title << " (" << hit.year << "): " << hit.excerpt << '\n';
    }

    // The index follows its table.
    db.write([](lithe::transaction& tx) {
        tx.execute(lithe::update<Article>()
                       .set(col<&Article::title> = "Programming languages")
                       .where(col<&Article::title> == "Cooking"));
        tx.erase<Article>(2);
    });
    std::cout << "afterwards:\n";
    for (Hit const& hit : db.read([](lithe::reader& r) { return search(r, "languages"); }))
        std::cout << "  " << hit.title << '\n';
}
