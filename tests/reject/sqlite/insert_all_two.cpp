// error: lithe: insert_all\(\): this is no range of structs; use insert\(\) for one
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

void run(transaction& tx) {
#ifdef CORRECTED
    tx.insert_all({User{}, User{}});
#else
    tx.insert_all(User{}, User{});  // <- here
#endif
}
