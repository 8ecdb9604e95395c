// error: lithe: m::migration\(\): a primary key is not added or dropped so
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto id = m::column<std::int64_t>("id").primary_key();
constexpr auto name = m::column<std::string>("name");
constexpr auto people =
    m::create_table("people", id, name, m::column<std::optional<std::string>>("email"));
constexpr auto why = m::lossy("moved");

#ifdef CORRECTED
constexpr auto history =
    m::history(m::migration("1", "init", people),
               m::migration("2", "next", m::drop_column("people", "email", why)));
#else
constexpr auto history = m::history(m::migration("1", "init", people),
                                    m::migration("2", "next", m::drop_column("people", "id", why)));
#endif
static_assert(m::history_ok<history>);  // <- here
