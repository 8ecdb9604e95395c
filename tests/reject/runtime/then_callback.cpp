// error: lithe: then\(\): the callback cannot be called so; give it one parameter, the value
#include <lithe/lithe.hpp>

struct User {
    std::int64_t id = 0;
};

int run(lithe::database& db) {
    auto key = db.async_write([](lithe::transaction& tx) { return tx.insert(User{}); });
#ifdef CORRECTED
    auto next = key.then([](std::int64_t id) { return id == 1 ? 1 : 2; });
#else
    auto next = key.then([] { return 1; });  // <- here
#endif
    return next.get();
}
