// error: lithe: column: its table is not in FROM or JOIN; add join<Table>\(\) or remove the colum
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

#ifdef CORRECTED
constexpr auto statement = from<User>().join<Post>().select(all<Post>);
#else
constexpr auto statement = from<User>().select(all<Post>);  // <- here
#endif
