// error: lithe: create_tables\(\), verify\(\): no table is named; write create_tables<User, Post>
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

auto look(lithe::connection& c) {
#ifdef CORRECTED
    return lithe::verify<blog::User>(c);
#else
    return lithe::verify<>(c);  // <- here
#endif
}
