// error: lithe: execute\(\): a query changes nothing; use fetch_all\(\), fetch_one\(\) or
// stream\(\)
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
void run(transaction& tx) {
    static_cast<void>(tx.fetch_all(from<User>()));
}
#else
void run(transaction& tx) {
    tx.execute(from<User>());  // <- here
}
#endif
