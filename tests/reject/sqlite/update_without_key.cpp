// error: lithe: find\(\): this struct has no primary_key; use from<T>\(\).where\(...\)
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
