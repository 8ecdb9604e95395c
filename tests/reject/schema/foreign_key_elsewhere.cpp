// error: lithe: foreign_key: the table it references is in another database file
#include <lithe/sqlite.hpp>

struct Author {
    std::int64_t id = 0;
    static constexpr auto schema() {
        return lithe::table("authors", lithe::primary_key<&Author::id>);
    }
};
struct Note {
    std::int64_t id = 0;
    std::int64_t author_id = 0;
    static constexpr auto schema() {
        return lithe::table("notes", lithe::primary_key<&Note::id>,
                            lithe::foreign_key<&Note::author_id>.references<&Author::id>())
#ifdef CORRECTED
            ;
#else
            .in_schema("archive");
#endif
    }
};
auto query = lithe::from<Note>().where(lithe::col<&Note::id> == 1);  // <- here
