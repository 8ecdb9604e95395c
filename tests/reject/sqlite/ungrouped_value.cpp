// error: lithe: group_by\(\): a run-time value in a grouped expression may be another one here; write literal<...>
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

constexpr auto age = col<&User::age>;

#ifdef CORRECTED
void run(reader& r) {
    static_cast<void>(
        r.fetch_all(from<User>().group_by(age % literal<2>).select(age % literal<2> + 1, count())));
}
#else
void run(reader& r) {
    static_cast<void>(r.fetch_all(from<User>().group_by(age % 2).select(age % 2 + 1)));  // <- here
}
#endif
