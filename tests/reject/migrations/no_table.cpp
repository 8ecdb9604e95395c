// error: lithe: m::migration\(\): no such table at this step
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto id = m::column<std::int64_t>("id").primary_key();
constexpr auto name = m::column<std::string>("name");
constexpr auto people =
    m::create_table("people", id, name, m::column<std::optional<std::string>>("email"));

#ifdef CORRECTED
constexpr auto history =
    m::history(m::migration("1", "init", people),
               m::migration("2", "next", m::rename_table("people", "persons")));
#else
constexpr auto history =
    m::history(m::migration("1", "init", people),
               m::migration("2", "next", m::rename_table("poeple", "persons")));
#endif
static_assert(m::history_ok<history>);  // <- here
