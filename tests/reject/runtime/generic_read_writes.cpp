// error: lithe: reader: it cannot write; use a transaction, as in db.write\(...\)
#include <lithe/lithe.hpp>

struct User {
    std::int64_t id = 0;
};

void run(lithe::database& db) {
#ifdef CORRECTED
    db.write([](auto& tx) { tx.insert(User{}); });
#else
    db.read([](auto& r) { r.insert(User{}); });  // <- here
#endif
}
