// error: lithe: match\(\): this struct is no FTS5 table
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
auto const found = from<User>().where(contains(col<&User::name>, "ada"));
#else
auto const found = from<User>().where(match<User>(fts::all_words("ada")));  // <- here
#endif
