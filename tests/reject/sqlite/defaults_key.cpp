// error: lithe: insert\(\): defaults<> leaves out the key, which insert returns; give the key
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
void run(transaction& tx) {
    auto const id = tx.insert(Message(), defaults<&Message::text>);
    static_cast<void>(id);
}
#else
void run(transaction& tx) {
    auto const id = tx.insert(Message(), defaults<&Message::sender>);  // <- here
    static_cast<void>(id);
}
#endif
