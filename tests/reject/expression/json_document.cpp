// error: lithe: json_extract\(\): the document is not TEXT; give a text or a JSON column
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = json_valid(col<&User::name>);
#else
constexpr auto node = json_valid(col<&User::age>);  // <- here
#endif
