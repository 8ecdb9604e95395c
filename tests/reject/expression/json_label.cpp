// error: lithe: json_group_object\(\): the label may be NULL, which is no JSON; use coalesce\(label, …\)
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = json_group_object(col<&User::name>, col<&User::age>);
#else
constexpr auto node = json_group_object(col<&User::email>, col<&User::age>);  // <- here
#endif
