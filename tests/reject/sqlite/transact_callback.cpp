// error: lithe: transact\(\): the callback cannot be called so; give it one parameter
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

void run(connection& db) {
#ifdef CORRECTED
    db.transact([](transaction&) {});
#else
    db.transact([] {});  // <- here
#endif
}
