// error: lithe: declared\(\): a STRICT table has no such type
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto name = m::column<std::string>("name").declared("VARCHAR(50)");
#ifdef CORRECTED
constexpr auto table = m::create_table("people", m::non_strict, name);
#else
constexpr auto table = m::create_table("people", name);
#endif
constexpr auto history = m::history(m::migration("1", "init", table));
static_assert(m::history_ok<history>);  // <- here
