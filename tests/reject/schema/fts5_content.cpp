// error: lithe: fts5\(\): the content table has no integer key or no such column
#include <lithe/sql.hpp>
namespace fts = lithe::fts;

struct Article {
    std::int64_t id = 0;
    std::string title{};
    int stars = 0;
};
struct Search {
    std::int64_t id = 0;
    std::string title{};

    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::fts5("search", lithe::primary_key<&Search::id>, fts::content<Article>);
#else
        return lithe::fts5("search", lithe::primary_key<&Search::id>, fts::content<Article>,
                           lithe::column_name<&Search::title>("headline"));
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Search>();  // <- here
