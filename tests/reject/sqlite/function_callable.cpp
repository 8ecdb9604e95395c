// error: lithe: create_function\(\): the callable does not fit the declared types
#include <lithe/sqlite.hpp>

using lithe::col;
struct User {
    std::int64_t id = 0;
    std::string name{};
    double height = 0;
};
constexpr auto slug = lithe::function<"slug", std::string(std::string_view)>;
constexpr auto product = lithe::aggregate_function<"product", double(double)>;
void give(lithe::connection& c) {
#ifdef CORRECTED
    c.create_function(slug, [](std::string_view text) { return std::string(text); });
#else
    c.create_function(slug, [](int number) { return number; });  // <- here
#endif
}
