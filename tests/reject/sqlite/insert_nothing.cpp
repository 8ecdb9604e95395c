// error: lithe: insert_into\(\): nothing is inserted; say with values\(\) what to insert
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
void run(transaction& tx) {
    tx.execute(insert_into<Note>().values(Note()));
}
#else
void run(transaction& tx) {
    tx.execute(insert_into<Note>());  // <- here
}
#endif
