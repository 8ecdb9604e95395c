// error: lithe: generate_series\(\): a bound is no whole number; give whole start, stop and step
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;
constexpr auto words = lithe::json_each<"word", std::string>(col<&Post::title>);

#ifdef CORRECTED
constexpr auto rows = lithe::generate_series<"n">(1, 3);
#else
constexpr auto rows = lithe::generate_series<"n">(1, 2.5);  // <- here
#endif
