// error: lithe: database: this call is in a header of its own; include <lithe/operations.hpp>
#ifdef CORRECTED
#include <lithe/operations.hpp>
#else
#include <lithe/lithe.hpp>
#endif

void run(lithe::database& db) {
    db.backup("copy.db");  // <- here
}
