// error: lithe: m::migration\(\): a name is empty or begins with sqlite_ or __lit
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto id = m::column<std::int64_t>("id").primary_key();

#ifdef CORRECTED
constexpr auto history = m::history(m::migration("1", "init", m::create_table("x", id)));
#else
constexpr auto history = m::history(m::migration("1", "init", m::create_table("sqlite_x", id)));
#endif
static_assert(m::history_ok<history>);  // <- here
