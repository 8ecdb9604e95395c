// error: lithe: transact\(\): the callback cannot be called so; give it one parameter
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

void run(connection& db) {
#ifdef CORRECTED
    db.transact(deferred, [](transaction&) {});
#else
    db.transact(deferred, [](connection&) {});  // <- here
#endif
}
