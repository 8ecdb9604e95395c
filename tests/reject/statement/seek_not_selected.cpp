// error: lithe: seek_after\(\): an ordering term is not in the row; select it, too
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
auto query = from<User>().select(col<&User::name>, col<&User::id>).order_by(col<&User::id>);
auto node = query.seek_after(std::tuple<std::string, std::int64_t>());
#else
auto query = from<User>().select(col<&User::name>).order_by(col<&User::id>);
auto node = query.seek_after(std::string());  // <- here
#endif
