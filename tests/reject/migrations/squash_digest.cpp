// error: lithe: m::squashes: a migration is not among the replaced ones
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto people = m::create_table("people", m::column<std::int64_t>("id"));
constexpr auto old = m::migration("1", "init", people);
constexpr auto before = m::history(old);
constexpr auto whole = m::migration("2", "squashed", people);
#ifdef CORRECTED
constexpr auto digest = m::digest(old);
#else
constexpr auto digest = m::digest(whole);
#endif
constexpr auto after = m::history(m::squash(whole, m::replaced("1", digest.view())));
static_assert(m::squashes<after, before>);  // <- here
