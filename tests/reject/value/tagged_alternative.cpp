// error: lithe: alternative: its type is no column's; give value_traits or std::monostate
#include <lithe/value/tagged.hpp>

struct Point {
    int x = 0;
};
#ifdef CORRECTED
using Place = lithe::tagged<lithe::alternative<"x", int>, lithe::alternative<"name", std::string>>;
#else
using Place = lithe::tagged<lithe::alternative<"x", Point>, lithe::alternative<"y", int>>;
#endif

Place place{};  // <- here
