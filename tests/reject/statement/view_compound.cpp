// error: lithe: view\(\): its query is a compound; name that by derived
#include "support/blog.hpp"

using namespace blog;
using namespace lithe;

struct Line {
    std::string text{};
};
constexpr auto lines = from<User>()
                           .select_as<Line>(col<&User::name>)
                           .union_all(from<Post>().select_as<Line>(col<&Post::title>));
#ifdef CORRECTED
struct Text {
    std::string text{};
    static constexpr auto schema() {
        auto const all_lines = derived<"lines">(lines);
        return view("texts", from(all_lines).select(all_lines[col<&Line::text>]));
    }
};
#else
struct Text {
    std::string text{};
    static constexpr auto schema() { return view("texts", lines); }  // <- here
};
#endif
auto text = decltype(from<Text>())::sql();
