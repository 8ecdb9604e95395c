// error: lithe: select_from\(\): a value.s type, or its NULL, does not fit the column; use cast\(\)
// or coalesce\(\)
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

constexpr auto titles = from<Post>().select(col<&Post::title>);
constexpr auto scores = from<Post>().select(col<&Post::score>);

#ifdef CORRECTED
constexpr auto statement = insert_into<Post>().columns(col<&Post::score>).select_from(scores);
#else
constexpr auto statement =
    insert_into<Post>().columns(col<&Post::title>).select_from(scores);  // <- here
#endif
