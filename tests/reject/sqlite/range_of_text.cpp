// error: lithe: over\(\): range_between\(\) with an offset over TEXT measures nothing
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

constexpr auto near = range_between(preceding(1), current_row);

void run(connection& db) {
#ifdef CORRECTED
    auto const many = count().over(order_by(col<&User::age>), near);
#else
    auto const many = count().over(order_by(col<&User::name>), near);  // <- here
#endif
    static_cast<void>(db.fetch_all(from<User>().select(many)));
}
