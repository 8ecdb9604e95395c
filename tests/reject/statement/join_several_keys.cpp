// error: lithe: join\(\): several foreign keys connect these tables; give join<Table>\(on\)
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = from<User>().join<Message>(col<&Message::sender> == col<&User::id>);
#else
constexpr auto statement = from<User>().join<Message>();  // <- here
#endif
