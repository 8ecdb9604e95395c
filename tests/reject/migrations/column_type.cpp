// error: lithe: m::column\(\): the type has no SQL type
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

#ifdef CORRECTED
constexpr auto part = m::column<std::int64_t>("address");
#else
constexpr auto part = m::column<void*>("address");  // <- here
#endif
