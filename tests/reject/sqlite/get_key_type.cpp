// error: lithe: primary key: what is given is not its type \(its fields, in their order\); conver
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
