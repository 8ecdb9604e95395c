// error: lithe: m::set_primary_key\(\): a foreign key references the old one; drop it
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto id = m::column<std::int64_t>("id").primary_key();
constexpr auto name = m::column<std::string>("name");
constexpr auto people =
    m::create_table("people", id, name, m::column<std::optional<std::string>>("email"));
constexpr auto pets =
    m::create_table("pets", m::column<std::int64_t>("owner").references("people", "id"));

#ifdef CORRECTED
constexpr auto history = m::history(m::migration("1", "init", people, pets),
                                    m::migration("2", "next", m::set_primary_key("people", "id")));
#else
constexpr auto history =
    m::history(m::migration("1", "init", people, pets),
               m::migration("2", "next", m::set_primary_key("people", "name")));
#endif
static_assert(m::history_ok<history>);  // <- here
