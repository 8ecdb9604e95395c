// error: lithe: m::ref\(\): a comparison of different types
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

#ifdef CORRECTED
constexpr auto part = m::ref<std::string>("name") == "2";
#else
constexpr auto part = m::ref<std::string>("name") == 2;  // <- here
#endif
