// error: lithe: m::migration\(\): a version has only digits
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto id = m::column<std::int64_t>("id").primary_key();
constexpr auto name = m::column<std::string>("name");
constexpr auto people =
    m::create_table("people", id, name, m::column<std::optional<std::string>>("email"));
constexpr auto pets = m::create_table("pets", id);

#ifdef CORRECTED
constexpr auto history =
    m::history(m::migration("1", "init", people), m::migration("202601", "next", pets));
#else
constexpr auto history =
    m::history(m::migration("1", "init", people), m::migration("2026-01", "next", pets));
#endif
static_assert(m::history_ok<history>);  // <- here
