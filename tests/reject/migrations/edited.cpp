// error: lithe: m::frozen\(\): the migration was edited after it was frozen
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto id = m::column<std::int64_t>("id").primary_key();
constexpr auto name = m::column<std::string>("name");
constexpr auto people =
    m::create_table("people", id, name, m::column<std::optional<std::string>>("email"));

#ifdef CORRECTED
constexpr auto history = m::history(m::migration("1", "init", people));
#else
constexpr auto history = m::history(m::frozen("v1:0", m::migration("1", "init", people)));
#endif
static_assert(m::history_ok<history>);  // <- here
