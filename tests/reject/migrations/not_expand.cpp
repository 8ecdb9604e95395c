// error: lithe: expand\(\): a step of the migration breaks older programs; move it to one
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto id = m::column<std::int64_t>("id").primary_key();
constexpr auto name = m::column<std::string>("name");
constexpr auto people =
    m::create_table("people", id, name, m::column<std::optional<std::string>>("email"));
constexpr auto drop = m::migration("2", "next", m::drop_column("people", "email", m::lossy("x")));

#ifdef CORRECTED
constexpr auto history = m::history(m::migration("1", "init", people), drop.contract());
#else
constexpr auto history = m::history(m::migration("1", "init", people), drop.expand());
#endif
static_assert(m::history_ok<history>);  // <- here
