// error: lithe: m::create_table<T>\(\): it changes with the struct; put the migration in m::draft\(\) or m::frozen\(\)
// hand
#include <lithe/migrations.hpp>

#include "support/blog.hpp"

namespace m = lithe::migrations;

constexpr auto init = m::migration("1", "init", m::create_table<blog::User>());

#ifdef CORRECTED
constexpr auto history = m::history(m::draft(init));
#else
constexpr auto history = m::history(init);
#endif
static_assert(m::history_ok<history>);  // <- here
