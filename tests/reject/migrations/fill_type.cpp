// error: lithe: m::fill\(\): its type is not the column's
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

#ifdef CORRECTED
constexpr auto part = m::add_column("people", m::column<int>("age"), m::fill(0));
#else
constexpr auto part = m::add_column("people", m::column<int>("age"), m::fill("0"));  // <- here
#endif
