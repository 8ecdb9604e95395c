// error: lithe: fts5\(\): a field is not TEXT
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
    int stars = 0;
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::fts5("search", lithe::primary_key<&Search::id>,
                           fts::unindexed<&Search::stars>);
#else
        return lithe::fts5("search", lithe::primary_key<&Search::id>);
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Search>();  // <- here
