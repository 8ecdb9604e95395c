// error: lithe: group_by\(\): a column is neither in it nor in an aggregate; add it to one
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
void run(reader& r) {
    static_cast<void>(r.fetch_all(from<User>().order_by(col<&User::id>)));
}
#else
void run(reader& r) {
    static_cast<void>(r.fetch_all(from<User>().order_by(count())));  // <- here
}
#endif
