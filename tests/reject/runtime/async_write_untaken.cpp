// error: lithe: write\(\): the callback cannot be called so
// with warnings
#include <lithe/lithe.hpp>

struct User {
    std::int64_t id = 0;
};

void run(lithe::database& db) {
#ifdef CORRECTED
    auto key = db.async_write([](lithe::transaction& tx) { return tx.insert(User{}); });
    key.wait();
#else
    db.async_write([](lithe::reader& r) { return r.find<User>(1); });  // <- here
#endif
}
