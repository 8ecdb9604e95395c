// error: lithe: m::squashes: the histories do not end in the same schema
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto id = m::column<std::int64_t>("id");
constexpr auto old = m::migration("1", "init", m::create_table("people", id.primary_key()));
constexpr auto digest = m::digest(old);
constexpr auto before = m::history(old);
#ifdef CORRECTED
constexpr auto whole = m::migration("2", "squashed", m::create_table("people", id.primary_key()));
#else
constexpr auto whole = m::migration("2", "squashed", m::create_table("people", id));
#endif
constexpr auto after = m::history(m::squash(whole, m::replaced("1", digest.view())));
static_assert(m::squashes<after, before>);  // <- here
