// error: lithe: in\(\): this range does not lie in one piece; copy it into a std::vector
#include "support/blog.hpp"

#include <list>

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
auto const condition = in(col<&User::age>, std::vector<int>{1, 2});
#else
auto const condition = in(col<&User::age>, std::list<int>{1, 2});  // <- here
#endif
[[maybe_unused]] auto const statement = from<User>().where(condition);
