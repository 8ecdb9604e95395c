// error: lithe: overlaps\(\): not two numbers for each dimension
#include <lithe/sql.hpp>
using lithe::dimension, lithe::primary_key;

struct Box {
    std::int64_t id = 0;
    float left = 0;
    float right = 0;
    static constexpr auto schema() {
        return lithe::rtree("boxes", primary_key<&Box::id>, dimension<&Box::left, &Box::right>);
    }
};

void search() {
#ifdef CORRECTED
    static_cast<void>(lithe::overlaps<Box>(1, 2));
#else
    static_cast<void>(lithe::overlaps<Box>(1, 2, 3));  // <- here
#endif
}
