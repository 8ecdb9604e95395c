// error: lithe: an entity's struct is only declared here; define it before this line
#include <lithe/sql.hpp>

#ifdef CORRECTED
struct Entity {
    std::int64_t id = 0;
};
#else
struct Entity;
#endif

auto const query = lithe::from<Entity>();  // <- here
