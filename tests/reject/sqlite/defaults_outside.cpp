// error: lithe: insert\(\): defaults<> names a field of another struct; name one of this
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
void run(transaction& tx) {
    auto const id = tx.insert(User(), defaults<&User::age>);
    static_cast<void>(id);
}
#else
void run(transaction& tx) {
    auto const id = tx.insert(User(), defaults<&Post::title>);  // <- here
    static_cast<void>(id);
}
#endif
