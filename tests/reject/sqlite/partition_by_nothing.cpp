// error: lithe: partition_by\(\): there is nothing to divide by
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

void run(connection& db) {
#ifdef CORRECTED
    static_cast<void>(db.fetch_all(from<User>().select(count().over())));
#else
    static_cast<void>(db.fetch_all(from<User>().select(count().over(partition_by()))));  // <- here
#endif
}
