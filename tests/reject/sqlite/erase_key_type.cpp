// error: lithe: find\(\): the key has not the type of the primary key; convert it
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
