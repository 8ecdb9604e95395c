// error: lithe: collate\(\): a collation orders text, and the column is not TEXT
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

#ifdef CORRECTED
constexpr auto part = m::column<std::string>("name").collate(lithe::nocase);
#else
constexpr auto part = m::column<int>("age").collate(lithe::nocase);  // <- here
#endif
