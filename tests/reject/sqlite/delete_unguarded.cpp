// error: lithe: update\(\): no where\(\) here or in delete_from\(\); say all_rows\(\) for every row
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
void run(transaction& tx) {
    tx.execute(delete_from<User>().all_rows());
}
#else
void run(transaction& tx) {
    tx.execute(delete_from<User>());  // <- here
}
#endif
