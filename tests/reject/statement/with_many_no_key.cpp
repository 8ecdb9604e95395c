// error: lithe: with_many\(\): this is no foreign key to the query's table; name all fields
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = from<User>().with_many<&Post::author_id>();
#else
constexpr auto node = from<User>().with_many<&Post::id>();  // <- here
#endif
