// error: lithe: column: its table is not in FROM or JOIN; add join<Table>\(\) or remove the colum
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

struct Top {
    std::string name{};
    std::int64_t posts = 0;
};
constexpr auto top =
    from<User>().join<Post>().group_by(col<&User::name>).select_as<Top>(col<&User::name>, count());
constexpr auto named = lithe::cte<"top">(top);

#ifdef CORRECTED
constexpr auto query = from(named).where(named[col<&Top::posts>] > 3);
#else
constexpr auto query = from<User>().where(named[col<&Top::posts>] > 3);  // <- here
#endif
