// error: lithe: read\(\): the callback cannot be called so
#include <lithe/lithe.hpp>

struct User {
    std::int64_t id = 0;
};

void run(lithe::database& db) {
#ifdef CORRECTED
    db.read([](lithe::reader& r) { return r.find<User>(1); });
#else
    db.read([](lithe::transaction& tx) { return tx.find<User>(1); });  // <- here
#endif
}
