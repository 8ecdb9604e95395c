// error: lithe: m::migration\(\): the column is there already at this step
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto id = m::column<std::int64_t>("id").primary_key();
constexpr auto name = m::column<std::string>("name");
constexpr auto people =
    m::create_table("people", id, name, m::column<std::optional<std::string>>("email"));

#ifdef CORRECTED
constexpr auto history = m::history(
    m::migration("1", "init", people),
    m::migration("2", "next", m::add_column("people", m::column<std::optional<int>>("age"))));
#else
constexpr auto history = m::history(
    m::migration("1", "init", people),
    m::migration("2", "next", m::add_column("people", m::column<std::optional<int>>("name"))));
#endif
static_assert(m::history_ok<history>);  // <- here
