// error: lithe: m::opaque\(\): what the step left is not known to what follows; say it with
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

struct Tag {
    std::int64_t id = 0;
    static constexpr auto schema() { return lithe::table("tags", lithe::primary_key<&Tag::id>); }
};
constexpr auto tags = m::create_table("tags", m::column<std::int64_t>("id").primary_key());
constexpr auto words = m::raw("CREATE TABLE tags (id INTEGER PRIMARY KEY) STRICT", m::opaque());

#ifdef CORRECTED
constexpr auto history = m::history(m::migration("1", "init", words, m::snapshot(tags)));
#else
constexpr auto history = m::history(m::migration("1", "init", words));
#endif
static_assert(m::produces<history, Tag>);  // <- here
