// error: lithe: upsert\(\), on_conflict\(\): SQLite has none for FTS5, R\*Tree and views
#include <lithe/sqlite.hpp>

struct Note {
    std::int64_t id = 0;
    std::string text{};
    static constexpr auto schema() { return lithe::fts5("notes", lithe::primary_key<&Note::id>); }
};

void add(lithe::connection& db) {
#ifdef CORRECTED
    db.execute(lithe::insert_into<Note>().values(Note{.id = 1}).or_replace());
#else
    auto const insert = lithe::insert_into<Note>().values(Note{});
    db.execute(insert.on_conflict().do_nothing());  // <- here
#endif
}
