// error: lithe: reader: it cannot write; use a transaction, as in db\.write\(\.\.\.\)
#include <lithe/lithe.hpp>

struct User {
    std::int64_t id = 0;
};

void run(lithe::database& db) {
#ifdef CORRECTED
    db.write([](lithe::transaction& tx) { tx.erase<User>(1); });
#else
    db.read([](lithe::reader& r) { r.erase<User>(1); });  // <- here
#endif
}
