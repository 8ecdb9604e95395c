// error: lithe: m::drop_column\(\): it is the only column
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto notes = m::create_table("notes", m::column<std::string>("text"));
constexpr auto why = m::lossy("moved");

#ifdef CORRECTED
constexpr auto history = m::history(m::migration("1", "init", notes),
                                    m::migration("2", "next", m::drop_table("notes", why)));
#else
constexpr auto history =
    m::history(m::migration("1", "init", notes),
               m::migration("2", "next", m::drop_column("notes", "text", why)));
#endif
static_assert(m::history_ok<history>);  // <- here
