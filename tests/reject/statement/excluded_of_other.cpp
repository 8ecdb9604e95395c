// error: lithe: excluded: it belongs into do_update\(\) of its own table; use col<> elsewhere
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement =
    insert_into<Message>().on_conflict().do_update(col<&Message::text> = excluded<&Message::text>);
#else
constexpr auto statement = insert_into<Message>().on_conflict().do_update(  // <- here
    col<&Message::text> = excluded<&Note::text>);
#endif
