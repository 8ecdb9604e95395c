// error: lithe: write\(\): the callback cannot be called so
#include <lithe/lithe.hpp>

struct User {
    std::int64_t id = 0;
};

void run(lithe::database& db) {
#ifdef CORRECTED
    auto key = db.write([](lithe::transaction& tx) { return tx.insert(User{}); });
#else
    auto key = db.write([] { return std::int64_t{1}; });  // <- here
#endif
    static_cast<void>(key == 1);
}
