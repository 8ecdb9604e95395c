// error: lithe: fetch: this statement returns no rows; use execute\(\), returning\(\)
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
void run(transaction& tx) {
    auto const rows = tx.fetch_all(delete_from<User>().all_rows().returning());
    static_cast<void>(rows);
}
#else
void run(transaction& tx) {
    auto const rows = tx.fetch_all(delete_from<User>().all_rows());  // <- here
    static_cast<void>(rows);
}
#endif
