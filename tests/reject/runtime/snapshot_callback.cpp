// error: lithe: read\(\): the callback cannot be called so; give it one parameter, lithe::reader&
#include <lithe/lithe.hpp>

struct User {
    std::int64_t id = 0;
};

void run(lithe::snapshot& then) {
#ifdef CORRECTED
    auto user = then.read([](lithe::reader& r) { return r.get<User>(1); });
#else
    auto user = then.read([](lithe::transaction& tx) { return tx.get<User>(1); });  // <- here
#endif
    static_cast<void>(user);
}
