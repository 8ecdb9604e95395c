// error: lithe: references\(\): the parent's table or column is not there at the
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto id = m::column<std::int64_t>("id").primary_key();
constexpr auto name = m::column<std::string>("name");
constexpr auto people =
    m::create_table("people", id, name, m::column<std::optional<std::string>>("email"));

#ifdef CORRECTED
constexpr auto history = m::history(m::migration(
    "1", "init", people,
    m::create_table("pets", id, m::column<std::int64_t>("owner").references("people", "id"))));
#else
constexpr auto history = m::history(m::migration(
    "1", "init",
    m::create_table("pets", id, m::column<std::int64_t>("owner").references("people", "id"))));
#endif
static_assert(m::history_ok<history>);  // <- here
