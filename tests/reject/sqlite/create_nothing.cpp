// error: lithe: create_tables\(\), verify\(\): no table is named; write create_tables<User, Post>
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

void create(lithe::connection& c) {
#ifdef CORRECTED
    c.create_tables<blog::User>();
#else
    c.create_tables<>();  // <- here
#endif
}
