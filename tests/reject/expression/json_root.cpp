// error: lithe: json_set\(\): \$ is the document itself; use json_quote\(x\) or json_\(x\) instead
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = json_quote(col<&User::age>);
#else
constexpr auto node = lithe::json_set<"$">(col<&User::name>, col<&User::age>);  // <- here
#endif
