// error: lithe: outer\(\): its table is in this query, too, and would be meant; give one of them an
// alias
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto each = generate_series<"n">(1, 9);
constexpr auto found = exists(from(each).where(each.value() == outer(col<&User::id>)));
#else
constexpr auto each = generate_series<"users">(1, 9);
constexpr auto found = exists(from(each).where(each.value() == outer(col<&User::id>)));  // <- here
#endif
