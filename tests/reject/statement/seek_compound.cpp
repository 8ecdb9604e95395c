// error: lithe: seek_after\(\): a compound has no key; query it as derived
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

struct Line {
    std::string text{};
    std::int64_t id = 0;
};
auto lines = from<User>()
                 .select_as<Line>(col<&User::name>, col<&User::id>)
                 .union_all(from<Post>().select_as<Line>(col<&Post::title>, col<&Post::id>));
#ifdef CORRECTED
auto all_lines = derived<"lines">(lines);
auto said = all_lines[col<&Line::text>];
auto key = all_lines[col<&Line::id>];
auto node =
    from(all_lines).where(row_value(said, key) > row_value("Ada", 3)).order_by(said, key).limit(10);
#else
auto node = lines.order_by(col<&Line::text>, col<&Line::id>).seek_after(Line{});  // <- here
#endif
