// error: lithe: m::ref\(\): joined with a text that may be NULL, all would be NUL
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto email = m::ref<std::optional<std::string>>("email");

#ifdef CORRECTED
constexpr auto part = m::ref<std::string>("name") + m::coalesce(email, "");
#else
constexpr auto part = m::ref<std::string>("name") + email;  // <- here
#endif
