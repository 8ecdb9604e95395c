// error: lithe: from\(\), insert\(\) and the like: a trigger has no rows; name the table that it is on
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

struct Forgets {
    static constexpr auto schema() {
        return trigger<User>("forgets").after_delete().run(
            delete_from<Post>().where(col<&Post::author_id> == old_<&User::id>));
    }
};

#ifdef CORRECTED
constexpr auto query = from<User>();
#else
constexpr auto query = from<Forgets>();  // <- here
#endif
