// error: lithe: no_transaction\(\): other steps are in the migration, too
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto id = m::column<std::int64_t>("id").primary_key();
[[maybe_unused]] constexpr auto name = m::column<std::optional<std::string>>("name");
constexpr auto init = m::migration("1", "init", m::create_table("people", id));

#ifdef CORRECTED
constexpr auto history =
    m::history(init, m::migration("2", "small").no_transaction(m::raw("VACUUM"), m::idempotent));
#else
constexpr auto history = m::history(init, m::migration("2", "small", m::add_column("people", name))
                                              .no_transaction(m::raw("VACUUM"), m::idempotent));
#endif
static_assert(m::history_ok<history>);  // <- here
