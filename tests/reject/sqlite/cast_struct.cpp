// error: lithe: cast\(\): SQLite casts to numbers, TEXT and BLOB
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

void run(connection& db) {
#ifdef CORRECTED
    static_cast<void>(db.fetch_all(from<User>().select(cast<std::string>(col<&User::age>))));
#else
    static_cast<void>(
        db.fetch_all(from<User>().select(cast<std::vector<int>>(col<&User::age>))));  // <- here
#endif
}
