// error: lithe: primary_key\(\): the column is std::optional
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

#ifdef CORRECTED
constexpr auto part = m::column<int>("id").primary_key();
#else
constexpr auto part = m::column<std::optional<int>>("id").primary_key();  // <- here
#endif
