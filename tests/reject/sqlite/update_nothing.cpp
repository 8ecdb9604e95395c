// error: lithe: update\(\): nothing is changed; say with set\(\) what to change
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
    tx.execute(update<User>().all_rows());  // <- here
}
#endif
