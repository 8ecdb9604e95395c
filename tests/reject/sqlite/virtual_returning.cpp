// error: lithe: returning\(\): SQLite gives no written row of FTS5 and R\*Tree tables back
#include <lithe/sqlite.hpp>

struct Note {
    std::int64_t id = 0;
    std::string text{};
    static constexpr auto schema() { return lithe::fts5("notes", lithe::primary_key<&Note::id>); }
};

void add(lithe::connection& db) {
#ifdef CORRECTED
    static_cast<void>(db.insert(Note{.text = "x"}));
#else
    static_cast<void>(
        db.fetch_one(lithe::insert_into<Note>().values(Note{}).returning()));  // <- here
#endif
}
