// error: lithe: callback: it returns a stream, whose rows end with it; return fetch_all\(\) of its query
#include <lithe/lithe.hpp>

struct User {
    std::int64_t id = 0;
};

void run(lithe::database& db) {
#ifdef CORRECTED
    auto all = db.read([](lithe::reader& r) { return r.fetch_all(lithe::from<User>()); });
#else
    auto all = db.read([](lithe::reader& r) { return r.stream(lithe::from<User>()); });  // <- here
#endif
    for (auto const& user : all)
        static_cast<void>(user.id);
}
