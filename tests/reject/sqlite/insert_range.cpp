// error: lithe: insert\(\), update\(\), upsert\(\): a range is not one struct; use insert_all\(\) or a loop
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

#include <vector>

using namespace blog;
using namespace lithe;

void run(transaction& tx, std::vector<User> const& users) {
#ifdef CORRECTED
    tx.insert_all(users);
#else
    tx.insert(users);  // <- here
#endif
}
