// error: lithe: select\(\): a column is neither in group_by\(\) nor in an aggregate; add it to one
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
