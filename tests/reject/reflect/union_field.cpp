// error: lithe: an entity cannot hold a union; use a std::optional field for each of its members
#include <lithe/sql.hpp>

#ifdef CORRECTED
struct Entity {
    std::int64_t id = 0;
    std::optional<int> number{};
    std::optional<float> real{};
    int after = 0;
};
#else
struct Entity {
    std::int64_t id = 0;
    union {
        int number = 0;
        float real;
    };
    int after = 0;
};
#endif

constexpr auto text = lithe::create_table_sql<Entity>();  // <- here
