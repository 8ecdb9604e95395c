// error: lithe: primary key: this struct has none, by which its row is found; declare one or use
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
void run(transaction& tx) {
    tx.update(User());
}
#else
void run(transaction& tx) {
    tx.update(Note());  // <- here
}
#endif
