// error: lithe: columns\(\): what fills them is not said; add select_from\(query\)
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

void run(transaction& tx) {
    auto const begun = insert_into<Note>().columns(col<&Note::text>);
#ifdef CORRECTED
    tx.execute(begun.select_from(from<User>().select(col<&User::name>)));
#else
    tx.execute(begun);  // <- here
#endif
}
