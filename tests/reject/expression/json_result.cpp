// error: lithe: json_extract\(\): JSON gives numbers, bool and texts; name an integer, double, bool or std::string
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = lithe::json_extract<std::string, "$.a">(col<&User::name>);
#else
constexpr auto node = lithe::json_extract<std::string_view, "$.a">(col<&User::name>);  // <- here
#endif
