// error: lithe: m::set\(\): the column takes no such value at this step: type, NOT NULL
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto id = m::column<std::int64_t>("id").primary_key();
constexpr auto name = m::column<std::string>("name");
constexpr auto people =
    m::create_table("people", id, name, m::column<std::optional<std::string>>("email"));

#ifdef CORRECTED
constexpr auto history =
    m::history(m::migration("1", "init", people),
               m::migration("2", "next", m::update_where("people", m::set("name", "5"))));
#else
constexpr auto history =
    m::history(m::migration("1", "init", people),
               m::migration("2", "next", m::update_where("people", m::set("name", 5))));
#endif
static_assert(m::history_ok<history>);  // <- here
