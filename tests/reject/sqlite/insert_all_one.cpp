// error: lithe: insert_all\(\): this is no range of structs; use insert\(\) for one
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
void run(transaction& tx) {
    tx.insert(User{});
}
#else
void run(transaction& tx) {
    tx.insert_all(User{});  // <- here
}
#endif
