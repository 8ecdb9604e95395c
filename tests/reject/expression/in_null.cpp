// error: lithe: comparison: the two sides have types that cannot be compared; convert one of them
#include <lithe/sql.hpp>

#include "support/blog.hpp"

using namespace lithe;

#ifdef CORRECTED
auto const query = from<blog::User>().where(col<&blog::User::age>.in(2, 3));
#else
auto const query = from<blog::User>().where(col<&blog::User::age>.in(2, nullptr));  // <- here
#endif
