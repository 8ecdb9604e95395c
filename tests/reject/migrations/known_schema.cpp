// error: lithe: m::snapshot\(\): the schema is known at this step; leave it out
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto tags = m::create_table("tags", m::column<std::int64_t>("id").primary_key());

#ifdef CORRECTED
constexpr auto history = m::history(m::migration("1", "init", tags));
#else
constexpr auto history = m::history(m::migration("1", "init", m::snapshot(tags)));
#endif
static_assert(m::history_ok<history>);  // <- here
