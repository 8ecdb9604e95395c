// error: lithe: on_conflict\(\): what is done then is not said; add do_nothing\(\) or do_update
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

void run(transaction& tx) {
    auto const begun = insert_into<User>().values(User{}).on_conflict<&User::email>();
#ifdef CORRECTED
    tx.execute(begun.do_nothing());
#else
    tx.execute(begun);  // <- here
#endif
}
