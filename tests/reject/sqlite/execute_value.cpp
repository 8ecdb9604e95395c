// error: lithe: fetch, stream\(\), execute\(\): this is no statement; give one, as from<T>\(\), or use insert\(\) for a struct
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
void run(connection& db) {
    db.insert(User{});
}
#else
void run(connection& db) {
    db.execute(User{});  // <- here
}
#endif
