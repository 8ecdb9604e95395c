// error: lithe: insert\(\): it takes one struct, behind it at most lithe::defaults<...>
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

void run(transaction& tx) {
#ifdef CORRECTED
    tx.insert_all({User{}, User{}});
#else
    tx.insert(User{}, User{});  // <- here
#endif
}
