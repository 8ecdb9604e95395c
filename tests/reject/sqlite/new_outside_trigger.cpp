// error: lithe: new_, old_: this statement is of no trigger; name the column by col<>
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

void run(connection& c) {
#ifdef CORRECTED
    c.fetch_all(from<User>().where(col<&User::age> > 3));
#else
    c.fetch_all(from<User>().where(new_<&User::age> > 3));  // <- here
#endif
}
