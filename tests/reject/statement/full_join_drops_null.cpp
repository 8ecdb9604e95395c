// error: lithe: select_as\(\), returning_as\(\): a field would drop NULL; make it std::optional o
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

struct Pair {
    std::optional<std::string> name{};
    std::string title{};
};

#ifdef CORRECTED
constexpr auto statement =
    from<User>().right_join<Post>().select_as<Pair>(col<&User::name>, col<&Post::title>);
#else
constexpr auto statement =
    from<User>().full_join<Post>().select_as<Pair>(col<&User::name>, col<&Post::title>);  // <- here
#endif
