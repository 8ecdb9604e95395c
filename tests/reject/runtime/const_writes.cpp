// error: lithe: reader: this statement writes; run it in a transaction, as in db\.write\(\.\.\.\)
#include <lithe/lithe.hpp>

struct User {
    std::int64_t id = 0;
};

#ifdef CORRECTED
auto run(lithe::database& db) {
    return db.fetch_all(lithe::insert_into<User>().values(User{}).returning());
}
#else
auto run(lithe::database const& db) {
    return db.fetch_all(lithe::insert_into<User>().values(User{}).returning());  // <- here
}
#endif
