// error: lithe: set\(\): a patch's field is not an optional of the entity's field of that name;
// change it
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

struct Patch {
#ifdef CORRECTED
    std::optional<int> age{};
#else
    std::optional<std::string> age{};
#endif
};
[[maybe_unused]] auto const statement = update<User>().set(Patch{}).all_rows();  // <- here
