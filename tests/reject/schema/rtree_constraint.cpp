// error: lithe: rtree\(\): it takes primary_key of an integer
#include <lithe/sql.hpp>
using lithe::dimension, lithe::primary_key;

struct Box {
    std::int64_t id = 0;
    float left = 0;
    float right = 0;
    double low = 0;
    double high = 0;
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::rtree("boxes", primary_key<&Box::id>, dimension<&Box::left, &Box::right>);
#else
        return lithe::rtree("boxes", primary_key<&Box::id>);
#endif
    }
};

constexpr auto shown = lithe::create_table_sql<Box>();  // <- here
