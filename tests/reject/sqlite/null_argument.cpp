// error: lithe: text function: an argument is not TEXT; give it a text
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

void run(connection& db) {
#ifdef CORRECTED
    static_cast<void>(db.fetch_all(from<User>().select(trim(col<&User::name>, "!"))));
#else
    static_cast<void>(
        db.fetch_all(from<User>().select(trim(col<&User::name>, nullptr))));  // <- here
#endif
}
