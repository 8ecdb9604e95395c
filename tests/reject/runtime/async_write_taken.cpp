// error: lithe: write\(\): the callback cannot be called so
// with warnings
#include <lithe/lithe.hpp>

struct User {
    std::int64_t id = 0;
};

void run(lithe::database& db) {
#ifdef CORRECTED
    auto task = [](lithe::transaction& tx) { return tx.insert(User{}); };
#else
    auto task = [](lithe::reader& r) { return r.find<User>(1)->id; };
#endif
    lithe::future<std::int64_t> key = db.async_write(task);  // <- here
    static_cast<void>(key.get() + db.async_write(lithe::run_once, task).get());
}
