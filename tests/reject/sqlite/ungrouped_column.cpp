// error: lithe: group_by\(\): a column is neither in it nor in an aggregate; add it to one
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
void run(reader& r) {
    auto const rows =
        r.fetch_all(from<User>().group_by(col<&User::name>).select(col<&User::name>, count()));
    static_cast<void>(rows.size());
}
#else
void run(reader& r) {
    auto const rows = r.fetch_all(from<User>().select(col<&User::name>, count()));  // <- here
    static_cast<void>(rows.size());
}
#endif
