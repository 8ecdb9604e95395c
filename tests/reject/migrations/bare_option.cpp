// error: lithe: on_conflict\(\), descending\(\), autoincrement\(\): no such constraint is before it
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto id = m::column<std::int64_t>("id");

#ifdef CORRECTED
constexpr auto people = m::create_table("people", id.primary_key().descending());
#else
constexpr auto people = m::create_table("people", id.descending());
#endif
constexpr auto history = m::history(m::migration("1", "init", people));
static_assert(m::history_ok<history>);  // <- here
