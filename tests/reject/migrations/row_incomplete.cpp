// error: lithe: m::row\(\): a NOT NULL column without DEFAULT has no value; add
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto id = m::column<std::int64_t>("id").primary_key();
constexpr auto name = m::column<std::string>("name");
constexpr auto people =
    m::create_table("people", id, name, m::column<std::optional<std::string>>("email"));

#ifdef CORRECTED
constexpr auto history =
    m::history(m::migration("1", "init", people),
               m::migration("2", "next", m::insert_rows("people", m::row(m::set("name", "Ada")))));
#else
constexpr auto history =
    m::history(m::migration("1", "init", people),
               m::migration("2", "next", m::insert_rows("people", m::row(m::set("email", "a@b")))));
#endif
static_assert(m::history_ok<history>);  // <- here
