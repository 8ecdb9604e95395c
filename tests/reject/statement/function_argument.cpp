// error: lithe: column: its table is not in FROM or JOIN
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;
constexpr auto words = lithe::json_each<"word", std::string>(col<&Post::title>);

#ifdef CORRECTED
constexpr auto statement = from<Post>().join(words);
#else
constexpr auto statement = from<User>().join(words);  // <- here
#endif
