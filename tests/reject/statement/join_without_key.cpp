// error: lithe: join\(\): no foreign key connects these tables; give join<Table>\(on\)
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement =
    from<User>().left_join<Note>(col<&Note::weight> == col<&User::age>).select(col<&Note::text>);
#else
constexpr auto statement = from<User>().left_join<Note>().select(col<&Note::text>);  // <- here
#endif
