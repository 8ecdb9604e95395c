// error: lithe: fts5\(\): a constraint of tables
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
        return lithe::fts5("search", lithe::primary_key<&Search::id>);
#else
        return lithe::fts5("search", lithe::primary_key<&Search::id>,
                           lithe::unique<&Search::title>);
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Search>();  // <- here
