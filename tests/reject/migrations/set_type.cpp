// error: lithe: m::set_type\(\): its value is of another type
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

#ifdef CORRECTED
constexpr auto part = m::set_type<int>(m::cast<int>(m::ref<std::string>("name")));
#else
constexpr auto part = m::set_type<int>(m::ref<std::string>("name"));  // <- here
#endif
