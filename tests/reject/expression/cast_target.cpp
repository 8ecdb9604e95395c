// error: lithe: cast\(\): SQLite casts to numbers, TEXT and BLOB; name an integer type
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = lithe::cast<int>(col<&User::name>);
#else
constexpr auto node = lithe::cast<bool>(col<&User::name>);  // <- here
#endif
