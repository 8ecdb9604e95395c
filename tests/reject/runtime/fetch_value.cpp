// error: lithe: fetch, stream\(\), execute\(\): this is no statement; give one, as from<T>\(\), or use insert\(\) for a struct
#include <lithe/lithe.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

void run(database& db) {
#ifdef CORRECTED
    static_cast<void>(db.fetch_one(from<User>()));
#else
    static_cast<void>(db.fetch_one(User{}));  // <- here
#endif
}
