// error: lithe: m::column\(\): SQLite ignores default_value\(\) of an INTEGER PRIMARY KEY; leave it out
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

#ifdef CORRECTED
constexpr auto history = m::history(m::migration(
    "1", "init",
    m::create_table("tags", m::column<std::string>("tag").primary_key().default_value("new"))));
#else
constexpr auto history = m::history(m::migration(
    "1", "init",
    m::create_table("tags", m::column<std::int64_t>("id").primary_key().default_value(100))));
#endif
static_assert(m::history_ok<history>);  // <- here
