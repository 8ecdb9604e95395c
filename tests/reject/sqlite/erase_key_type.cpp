// error: lithe: primary key: what is given is not its type \(its fields, in their order\); conver
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
void run(transaction& tx) {
    bool const gone = tx.erase<User>(1);
    static_cast<void>(gone);
}
#else
void run(transaction& tx) {
    bool const gone = tx.erase<User>(std::optional<int>(1));  // <- here
    static_cast<void>(gone);
}
#endif
