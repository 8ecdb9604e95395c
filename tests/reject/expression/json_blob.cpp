// error: lithe: json_array\(\): JSON has no blobs; give a text, such as hex\(x\)
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto node = json_array(hex(randomblob(3)));
#else
constexpr auto node = json_array(lithe::randomblob(3));  // <- here
#endif
