// error: lithe: autoincrement\(\): the table has no primary key that is one INTEG
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

#ifdef CORRECTED
constexpr auto history = m::history(m::migration(
    "1", "init", m::create_table("tags", m::column<std::string>("tag").primary_key())));
#else
constexpr auto history = m::history(m::migration(
    "1", "init",
    m::create_table("tags", m::column<std::string>("tag").primary_key().autoincrement())));
#endif
static_assert(m::history_ok<history>);  // <- here
