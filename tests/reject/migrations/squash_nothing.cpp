// error: lithe: m::squash\(\): it replaces nothing
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto old = m::migration("1", "init");
#ifdef CORRECTED
constexpr auto whole = m::squash(old, m::replaced("0", "v1:0123"));
#else
constexpr auto whole = m::squash(old);  // <- here
#endif
