// error: lithe: with_many\(\): this is no foreign key to the query's table; name all fields
// with warnings
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

void run(reader& r) {
#ifdef CORRECTED
    auto const query = from<User>().with_many<&Post::author_id>();
#else
    auto const query = from<User>().with_many<&Post::id>();  // <- here
    static_cast<void>(r.fetch_one(query));
#endif
    for (auto const& [user, posts] : r.fetch_all(query))
        for (Post const& post : posts)
            static_cast<void>(post.title.size() + user.name.size());
}
