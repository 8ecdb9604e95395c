// error: lithe: insert_all\(\): this is no range of structs; use insert\(\) for one
#include <lithe/lithe.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
void run(database& db) {
    db.insert(User{});
}
#else
void run(database& db) {
    db.insert_all(User{});  // <- here
}
#endif
