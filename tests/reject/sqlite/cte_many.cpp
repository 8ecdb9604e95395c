// error: lithe: cte\(\): more than 16 names in WITH, or tables beside them; split the statement
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

template <fixed_string Name>
constexpr auto used = exists(from(lithe::cte<Name>(from<User>())));
constexpr auto many =
    from<User>().where(used<"a">, used<"b">, used<"c">, used<"d">, used<"e">, used<"f">, used<"g">,
                       used<"h">, used<"i">, used<"j">, used<"k">, used<"l">, used<"m">, used<"n">,
                       used<"o">, used<"p">, used<"q">);

#ifdef CORRECTED
void run(connection& c) {
    static_cast<void>(c.fetch_all(from<User>().where(used<"a">, used<"b">)));
}
#else
void run(connection& c) {
    static_cast<void>(c.fetch_all(many));  // <- here
}
#endif
