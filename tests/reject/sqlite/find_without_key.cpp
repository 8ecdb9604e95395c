// error: lithe: primary key: this struct has none, by which its row is found; declare one or use
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
void run(transaction& tx) {
    auto const row = tx.find<User>(1);
    static_cast<void>(row);
}
#else
void run(transaction& tx) {
    auto const row = tx.find<Note>(1);  // <- here
    static_cast<void>(row);
}
#endif
