// error: lithe: reader: it cannot write; use a transaction, as in db\.write\(\.\.\.\)
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
void run(transaction& r) {
    static_cast<void>(r.insert(User{.name = "a"}));
}
#else
void run(reader& r) {
    static_cast<void>(r.insert(User{.name = "a"}));  // <- here
}
#endif
