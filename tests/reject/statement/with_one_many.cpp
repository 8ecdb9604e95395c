// error: lithe: with_one\(\): several rows may have this foreign key; make it unique<> or use
// with_many\(\)
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = from<User>().with_many<&Post::author_id>();
#else
constexpr auto node = from<User>().with_one<&Post::author_id>();  // <- here
#endif
