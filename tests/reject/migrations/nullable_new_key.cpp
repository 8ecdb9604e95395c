// error: lithe: m::set_primary_key\(\): a column of it may be NULL; use
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto id = m::column<std::int64_t>("id").primary_key();
constexpr auto name = m::column<std::string>("name");
constexpr auto people =
    m::create_table("people", id, name, m::column<std::optional<std::string>>("email"));

#ifdef CORRECTED
constexpr auto history =
    m::history(m::migration("1", "init", people),
               m::migration("2", "next", m::set_primary_key("people", "name")));
#else
constexpr auto history =
    m::history(m::migration("1", "init", people),
               m::migration("2", "next", m::set_primary_key("people", "email")));
#endif
static_assert(m::history_ok<history>);  // <- here
