// error: lithe: declared\(\): this names no type
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

#ifdef CORRECTED
constexpr auto name = m::column<std::string>("name").declared("VARCHAR(50)");
#else
constexpr auto name = m::column<std::string>("name").declared("VARCHAR(50) NOT NULL");
#endif
constexpr auto history =
    m::history(m::migration("1", "init", m::create_table("people", m::non_strict, name)));
static_assert(m::history_ok<history>);  // <- here
