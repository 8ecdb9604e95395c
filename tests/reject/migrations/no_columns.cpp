// error: lithe: m::create_table\(\): a table or index without columns
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto id = m::column<std::int64_t>("id").primary_key();

#ifdef CORRECTED
constexpr auto history = m::history(m::migration("1", "init", m::create_table("people", id)));
#else
constexpr auto history = m::history(m::migration("1", "init", m::create_table("people")));
#endif
static_assert(m::history_ok<history>);  // <- here
