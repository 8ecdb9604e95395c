// error: lithe: outer\(\): its table is in this query, too, and would be meant; give one of them an
// alias
#include "support/blog.hpp"

// Another struct of the same table.
struct Person {
    std::int64_t id = 0;
    static constexpr auto schema() {
        return lithe::table("users", lithe::primary_key<&Person::id>);
    }
};

using namespace blog;
using namespace lithe;

constexpr auto next = alias<Person, "next">;
#ifdef CORRECTED
constexpr auto found =
    exists(from(next).where(next[col<&Person::id>] == outer(col<&User::id>) + 1));
#else
constexpr auto found =
    exists(from<Person>().where(col<&Person::id> == outer(col<&User::id>) + 1));  // <- here
#endif
