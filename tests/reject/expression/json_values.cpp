// error: lithe: json_set\(\): there is not one value for each path or label; give as many
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = lithe::json_object<"age", "name">(col<&User::age>, col<&User::name>);
#else
constexpr auto node = lithe::json_object<"age", "name">(col<&User::age>);  // <- here
#endif
