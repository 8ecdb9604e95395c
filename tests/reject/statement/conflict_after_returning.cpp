// error: lithe: returning\(\): clauses come once: set where returning, or values on_conflict
// returning; reorder
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = insert_into<Note>().on_conflict().do_nothing().returning();
#else
constexpr auto statement = insert_into<Note>().returning().on_conflict().do_nothing();  // <- here
#endif
