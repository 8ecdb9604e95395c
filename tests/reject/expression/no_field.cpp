// error: lithe: col: it names no field but a function, a static member or a value; write col<&User
#include <lithe/sql.hpp>

struct Entity {
    std::int64_t id = 0;
    int age = 0;
    int years() const { return age; }
};
using lithe::col;

#ifdef CORRECTED
auto const query = lithe::from<Entity>().where(col<&Entity::age> > 3).select(col<&Entity::age> + 1);
#else
auto const query = lithe::from<Entity>().where(col<&Entity::years> > 3);  // <- here
#endif
