// error: lithe: write\(exclusive\): the callback cannot be called so
#include <lithe/lithe.hpp>

void run(lithe::database& db) {
#ifdef CORRECTED
    db.write(lithe::exclusive, [](lithe::connection& c) { c.execute_script("VACUUM"); });
#else
    db.write(lithe::exclusive, [](lithe::transaction&) {});  // <- here
#endif
}
