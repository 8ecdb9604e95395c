// error: lithe: returning\(\): SQLite gives no written row of FTS5 and R\*Tree tables back
#include <lithe/sqlite.hpp>

struct Place {
    std::int64_t id = 0;
    float west = 0;
    float east = 0;
    static constexpr auto schema() {
        return lithe::rtree("places", lithe::primary_key<&Place::id>,
                            lithe::dimension<&Place::west, &Place::east>);
    }
};

void clear(lithe::connection& db) {
#ifdef CORRECTED
    db.execute(lithe::delete_from<Place>().all_rows());
#else
    db.fetch_all(lithe::delete_from<Place>().all_rows().returning());  // <- here
#endif
}
