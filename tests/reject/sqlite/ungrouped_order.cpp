// error: lithe: group_by\(\): a column is neither in it nor in an aggregate; add it to one
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
void run(reader& r) {
    for (auto const& row : r.stream(from<User>().select(count()).order_by(count())))
        static_cast<void>(row);
}
#else
void run(reader& r) {
    for (auto const& row :
         r.stream(from<User>().select(count()).order_by(col<&User::name>)))  // <- here
        static_cast<void>(row);
}
#endif
