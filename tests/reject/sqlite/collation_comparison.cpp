// error: lithe: create_collation\(\): this compares no two std::string_view
#include <lithe/sqlite.hpp>

void give(lithe::connection& c) {
#ifdef CORRECTED
    c.create_collation({"plain"}, [](std::string_view left, std::string_view right) {
        return left.compare(right);
    });
#else
    c.create_collation({"plain"}, [](int left, int right) { return left - right; });  // <- here
#endif
}
