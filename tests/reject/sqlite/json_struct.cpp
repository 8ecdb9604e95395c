// error: lithe: json_extract\(\): JSON gives numbers, bool and texts
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

void run(connection& db) {
#ifdef CORRECTED
    static_cast<void>(db.fetch_all(from<User>().select(json_value<int, "$.a">(col<&User::name>))));
#else
    static_cast<void>(
        db.fetch_all(from<User>().select(json_value<User, "$.a">(col<&User::name>))));  // <- here
#endif
}
