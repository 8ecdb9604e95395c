// error: lithe: foreign_key\(\): not as many columns as it references
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

#ifdef CORRECTED
constexpr auto part = m::foreign_key("a").references("people", "id");
#else
constexpr auto part = m::foreign_key("a", "b").references("people", "id");  // <- here
#endif
