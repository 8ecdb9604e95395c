// error: lithe: no_transaction\(\): it takes m::raw\(\) of VACUUM, journal_mode, page_size
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto id = m::column<std::int64_t>("id").primary_key();
constexpr auto init = m::migration("1", "init", m::create_table("people", id));

#ifdef CORRECTED
constexpr auto history =
    m::history(init, m::migration("2", "names", m::raw("UPDATE people SET id = id")));
#else
constexpr auto history = m::history(
    init,
    m::migration("2", "names").no_transaction(m::raw("UPDATE people SET id = id"), m::idempotent));
#endif
static_assert(m::history_ok<history>);  // <- here
