// error: lithe: columns\(\): this is no column of the table; name those to be filled
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

constexpr auto titles = from<Post>().select(col<&Post::title>);
constexpr auto scores = from<Post>().select(col<&Post::score>);

#ifdef CORRECTED
constexpr auto statement = insert_into<User>().columns(col<&User::name>).select_from(titles);
#else
constexpr auto statement =
    insert_into<User>().columns(col<&Post::title>).select_from(titles);  // <- here
#endif
