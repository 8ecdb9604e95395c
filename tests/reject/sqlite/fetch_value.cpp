// error: lithe: fetch, stream\(\), execute\(\): this is no statement; give one, as from<T>\(\), or use insert\(\) for a struct
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
void run(reader& r) {
    static_cast<void>(r.fetch_all(from<User>()));
}
#else
void run(reader& r) {
    static_cast<void>(r.fetch_all(User{}));  // <- here
}
#endif
