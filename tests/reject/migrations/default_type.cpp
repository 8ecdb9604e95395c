// error: lithe: default_value\(\): the value's type is not the column's
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

#ifdef CORRECTED
constexpr auto part = m::column<int>("age").default_value(0);
#else
constexpr auto part = m::column<int>("age").default_value("0");  // <- here
#endif
