// error: lithe: on_conflict\(\): these fields are no key of the table; name a primary key or
// unique<>
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement =
    insert_into<Message>().on_conflict<&Message::receiver, &Message::sender>().do_nothing();
#else
constexpr auto statement =
    insert_into<Message>().on_conflict<&Message::text>().do_nothing();  // <- here
#endif
