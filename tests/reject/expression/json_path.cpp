// error: lithe: json_extract\(\): this is no JSON path; begin with \$, as \$.name, \$.list\[0\] and \$\[#-1\]
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = lithe::json_extract<int, "$.a">(col<&User::name>);
#else
constexpr auto node = lithe::json_extract<int, "a">(col<&User::name>);  // <- here
#endif
