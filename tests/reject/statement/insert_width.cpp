// error: lithe: select_from\(\): the query has another number of columns; select one for each
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

constexpr auto titles = from<Post>().select(col<&Post::title>);
constexpr auto scores = from<Post>().select(col<&Post::score>);

#ifdef CORRECTED
constexpr auto statement = insert_into<User>().columns(col<&User::name>).select_from(titles);
#else
constexpr auto statement = insert_into<User>().select_from(titles);  // <- here
#endif
