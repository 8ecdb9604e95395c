// error: lithe: declared\(\): SQLite would store the values there as something else
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

#ifdef CORRECTED
constexpr auto age = m::column<int>("age").declared("SMALLINT");
#else
constexpr auto age = m::column<int>("age").declared("VARCHAR(3)");
#endif
constexpr auto history =
    m::history(m::migration("1", "init", m::create_table("people", m::non_strict, age)));
static_assert(m::history_ok<history>);  // <- here
