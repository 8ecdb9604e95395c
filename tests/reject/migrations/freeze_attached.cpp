// error: lithe: m::freeze\(\): the table is temporary or of an attached file, and a history is
#include <lithe/lithe.hpp>
#include <lithe/migrations.hpp>

#include <iostream>

namespace m = lithe::migrations;

struct Old {
    std::int64_t id = 0;
    static constexpr auto schema() {
        return lithe::table("old", lithe::primary_key<&Old::id>).in_schema("archive");
    }
};
struct Now {
    std::int64_t id = 0;
    static constexpr auto schema() { return lithe::table("now", lithe::primary_key<&Now::id>); }
};

void print() {
#ifdef CORRECTED
    m::freeze<Now>(std::cout);
#else
    m::freeze<Old>(std::cout);  // <- here
#endif
}
