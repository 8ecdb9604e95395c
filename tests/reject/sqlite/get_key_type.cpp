// error: lithe: find\(\): the key has not the type of the primary key; convert it
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
void run(transaction& tx) {
    User const row = tx.get<User>(1);
    static_cast<void>(row);
}
#else
void run(transaction& tx) {
    User const row = tx.get<User>(1.5);  // <- here
    static_cast<void>(row);
}
#endif
