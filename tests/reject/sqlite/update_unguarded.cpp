// error: lithe: update\(\): there is no where\(\); say all_rows\(\) when every row is meant
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
void run(transaction& tx) {
    tx.execute(update<User>().set(col<&User::age> = 3).all_rows());
}
#else
void run(transaction& tx) {
    tx.execute(update<User>().set(col<&User::age> = 3));  // <- here
}
#endif
