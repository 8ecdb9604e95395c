// error: lithe: m::ref\(\): arithmetic with what is no number
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

#ifdef CORRECTED
constexpr auto part = m::ref<int>("age") * 2;
#else
constexpr auto part = m::ref<std::string>("name") * 2;  // <- here
#endif
