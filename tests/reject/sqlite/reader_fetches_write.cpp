// error: lithe: reader: this statement writes; run it in a transaction, as in db\.write\(\.\.\.\)
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
void run(transaction& r) {
    static_cast<void>(r.fetch_all(delete_from<User>().all_rows().returning()));
}
#else
void run(reader& r) {
    static_cast<void>(r.fetch_all(delete_from<User>().all_rows().returning()));  // <- here
}
#endif
