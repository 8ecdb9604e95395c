// error: lithe: with_many\(\): such rows are fetched all at once; use fetch_all\(\)
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

void run(reader& r) {
    auto const query = from<User>().where(col<&User::id> == 1).with_many<&Post::author_id>();
#ifdef CORRECTED
    for (auto const& [user, posts] : r.fetch_all(query))
        static_cast<void>(posts.size() + user.name.size());
#else
    auto const [user, posts] = r.fetch_one(query);  // <- here
    static_cast<void>(posts.size() + user.name.size());
#endif
}
