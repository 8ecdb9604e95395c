// error: lithe: index: where\(\) is no condition on columns of its own row
#include <lithe/sql.hpp>
using lithe::col;

struct Other {
    std::int64_t id = 0;
    int size = 0;
};
struct Entity {
    std::int64_t id = 0;
    int width = 0;
    std::optional<int> depth{};
    int area = 0;
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::index<&Entity::width>.where(col<&Entity::depth> > 3));
#else
        return lithe::table("entity", lithe::primary_key<&Entity::id>,
                            lithe::index<&Entity::width>.where(col<&Other::size> > 3));
#endif
    }
};

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
