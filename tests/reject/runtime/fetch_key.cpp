// error: lithe: fetch: it takes one statement, as from<T>\(\); for a row by its key use get<T>\(key\)
#include <lithe/lithe.hpp>

struct User {
    std::int64_t id = 0;
};

void run(lithe::database& db) {
#ifdef CORRECTED
    static_cast<void>(db.get<User>(3).id);
#else
    static_cast<void>(db.fetch_one<User>(3));  // <- here
#endif
}
