// error: lithe: right_join\(\): SQLite has no RIGHT or FULL JOIN of a function; use join\(\) or left_join\(\)
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;
constexpr auto words = lithe::json_each<"word", std::string>(col<&Post::title>);

#ifdef CORRECTED
constexpr auto statement = from<Post>().left_join(words);
#else
constexpr auto statement = from<Post>().right_join(words);  // <- here
#endif
