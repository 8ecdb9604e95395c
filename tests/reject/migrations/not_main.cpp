// error: lithe: m::produces: the table is temporary or of an attached file, and a history is
#include <lithe/lithe.hpp>
#include <lithe/migrations.hpp>

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

constexpr auto id = m::column<std::int64_t>("id").primary_key();
#ifdef CORRECTED
constexpr auto history = m::history(m::migration("1", "init", m::create_table("now", id)));
static_assert(m::produces<history, Now>);
#else
constexpr auto history = m::history(m::migration("1", "init", m::create_table("old", id)));
static_assert(m::produces<history, Old>);  // <- here
#endif
