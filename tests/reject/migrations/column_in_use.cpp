// error: lithe: m::drop_column\(\): an index or constraint names it with others
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto id = m::column<std::int64_t>("id").primary_key();
constexpr auto name = m::column<std::string>("name");
constexpr auto people =
    m::create_table("people", id, name, m::column<std::optional<std::string>>("email"));
constexpr auto by_name = m::create_index("people_idx", "people", "name");
constexpr auto why = m::lossy("moved");

#ifdef CORRECTED
constexpr auto history = m::history(
    m::migration("1", "init", people, by_name),
    m::migration("2", "next", m::drop_index("people_idx"), m::drop_column("people", "name", why)));
#else
constexpr auto history =
    m::history(m::migration("1", "init", people, by_name),
               m::migration("2", "next", m::drop_column("people", "name", why)));
#endif
static_assert(m::history_ok<history>);  // <- here
