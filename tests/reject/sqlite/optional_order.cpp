// error: lithe: comparison: an optional value has no order
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

void run(connection& db) {
#ifdef CORRECTED
    static_cast<void>(db.fetch_all(from<User>().where(col<&User::age> < 3)));
#else
    static_cast<void>(
        db.fetch_all(from<User>().where(std::optional("x") > col<&User::age>)));  // <- here
#endif
}
