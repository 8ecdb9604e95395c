// error: lithe: m::migration\(\): the name is taken at this step
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto id = m::column<std::int64_t>("id").primary_key();
constexpr auto name = m::column<std::string>("name");
constexpr auto people =
    m::create_table("people", id, name, m::column<std::optional<std::string>>("email"));
constexpr auto by_name = m::create_index("people_idx", "people", "name");

#ifdef CORRECTED
constexpr auto history =
    m::history(m::migration("1", "init", people, by_name),
               m::migration("2", "next", m::rename_table("people", "persons")));
#else
constexpr auto history =
    m::history(m::migration("1", "init", people, by_name),
               m::migration("2", "next", m::rename_table("people", "people_idx")));
#endif
static_assert(m::history_ok<history>);  // <- here
