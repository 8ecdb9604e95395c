// error: lithe: alias: the column belongs to another struct; name one of the alias.s own
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

struct Top {
    std::string name{};
};
constexpr auto t = lithe::cte<"top">(from<User>().select_as<Top>(col<&User::name>));

#ifdef CORRECTED
constexpr auto column = t[col<&Top::name>];
#else
constexpr auto column = t[col<&User::name>];  // <- here
#endif
