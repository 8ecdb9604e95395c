// error: lithe: where\(\), join\(\): an aggregate in WHERE or ON; put the condition into having\(
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = from<User>().join<Post>().having(count() > 3);
#else
constexpr auto statement = from<User>().join<Post>(count() > 3);  // <- here
#endif
