// error: lithe: read\(\): the callback cannot be called so; give it one parameter, lithe::reader&
#include <lithe/lithe.hpp>

struct User {
    std::int64_t id = 0;
};

void run(lithe::database& db) {
#ifdef CORRECTED
    auto user = db.read([](auto& r) { return r.template get<User>(1); });
#else
    auto user = db.read([](auto r) { return r.template get<User>(1); });  // <- here
#endif
    static_cast<void>(user);
}
