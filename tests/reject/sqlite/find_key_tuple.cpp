// error: lithe: primary key: what is given is not its type \(its fields, in their order\); conver
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
void run(transaction& tx) {
    auto const row = tx.find<Message>(std::tuple(1, 2));
    static_cast<void>(row);
}
#else
void run(transaction& tx) {
    auto const row = tx.find<Message>(std::tuple(1, "a"));  // <- here
    static_cast<void>(row);
}
#endif
