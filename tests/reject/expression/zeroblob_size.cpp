// error: lithe: zeroblob\(\): the size is negative; give a number of bytes
#include <lithe/sql.hpp>

using namespace lithe;

#ifdef CORRECTED
auto const zeros = zeroblob(literal<5>);
#else
auto const zeros = zeroblob(literal<-5>);  // <- here
#endif
