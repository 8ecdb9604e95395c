// error: lithe: m::fill\(\): it may be NULL and the column may not
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto name = m::column<std::string>("name");
constexpr auto email = m::ref<std::optional<std::string>>("email");

#ifdef CORRECTED
constexpr auto part = m::add_column("people", name, m::fill(m::coalesce(email, "")));
#else
constexpr auto part = m::add_column("people", name, m::fill(email));  // <- here
#endif
