// error: lithe: m::without_rowid: the table has no primary key
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

#ifdef CORRECTED
constexpr auto history = m::history(m::migration(
    "1", "init",
    m::create_table("tags", m::column<std::string>("tag").primary_key(), m::without_rowid)));
#else
constexpr auto history = m::history(m::migration(
    "1", "init", m::create_table("tags", m::column<std::string>("tag"), m::without_rowid)));
#endif
static_assert(m::history_ok<history>);  // <- here
