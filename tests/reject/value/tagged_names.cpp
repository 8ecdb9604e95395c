// error: lithe: tagged: two alternatives have one name; rename one
#include <lithe/value/tagged.hpp>

#ifdef CORRECTED
using Place = lithe::tagged<lithe::alternative<"x", int>, lithe::alternative<"y", int>>;
#else
using Place = lithe::tagged<lithe::alternative<"x", int>, lithe::alternative<"x", double>>;
#endif

Place place{};  // <- here
