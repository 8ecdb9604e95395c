// error: lithe: an entity's fields can be copied
#include <lithe/sql.hpp>

#include <memory>

#ifdef CORRECTED
struct Entity {
    std::int64_t id = 0;
    std::string name{};
};
#else
struct Entity {
    std::int64_t id = 0;
    std::unique_ptr<std::string> name{};
};
#endif

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
