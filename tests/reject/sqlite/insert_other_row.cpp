// error: lithe: values\(\): this is no row of the table's struct
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

void run(connection& db) {
#ifdef CORRECTED
    db.execute(insert_into<Post>().values(Post{}));
#else
    db.execute(insert_into<User>().values(Post{}));  // <- here
#endif
}
