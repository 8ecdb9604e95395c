// error: lithe: primary key: what is given is not its type \(its fields, in their order\); conver
#include <lithe/sqlite.hpp>

struct User {
    lithe::id<User> id{};
};
struct Post {
    lithe::id<Post> id{};
};

void look(lithe::connection& db, lithe::id<Post> post) {
#ifdef CORRECTED
    static_cast<void>(db.find<Post>(post));
#else
    static_cast<void>(db.find<User>(post));  // <- here
#endif
}
