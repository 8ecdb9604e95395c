// error: lithe: outer\(\): its table is in this query, too, and would be meant; give one of them an
// alias
#include "support/blog.hpp"

// A table of the same name in another schema.
struct Old {
    std::int64_t id = 0;
    static constexpr auto schema() {
        return lithe::table("users", lithe::primary_key<&Old::id>).in_schema("arc");
    }
};

using namespace blog;
using namespace lithe;

constexpr auto old = alias<Old, "old">;
#ifdef CORRECTED
constexpr auto gone = exists(from(old).where(old[col<&Old::id>] == outer(col<&User::id>)));
#else
constexpr auto gone = exists(from<Old>().where(col<&Old::id> == outer(col<&User::id>)));  // <- here
#endif
