// error: lithe: cte\(\): the rows are no struct
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

struct Top {
    std::string name{};
    std::int64_t posts = 0;
};
constexpr auto top =
    from<User>().join<Post>().group_by(col<&User::name>).select_as<Top>(col<&User::name>, count());

#ifdef CORRECTED
constexpr auto named = lithe::derived<"top">(top);
#else
constexpr auto named = lithe::derived<"top">(from<User>().select(col<&User::id>));  // <- here
#endif
