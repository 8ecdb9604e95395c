// error: lithe: reader, transaction, connection: a const one runs nothing; take it as lithe::reader&
#include <lithe/sqlite.hpp>

#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
auto run(connection& db) {
#else
auto run(connection const& db) {
#endif
    return db.fetch_all(from<User>());  // <- here
}
