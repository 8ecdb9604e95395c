// error: lithe: returning\(\): SQLite gives no written row of FTS5 and R\*Tree tables back
#include <lithe/sqlite.hpp>

struct Note {
    std::int64_t id = 0;
    std::string text{};
    static constexpr auto schema() { return lithe::fts5("notes", lithe::primary_key<&Note::id>); }
};
using lithe::col;

void change(lithe::connection& db) {
    auto const changed =
        lithe::update<Note>().set(col<&Note::text> = "y").where(col<&Note::id> == 1);
#ifdef CORRECTED
    db.execute(changed);
#else
    db.fetch_all(changed.returning(col<&Note::id>));  // <- here
#endif
}
