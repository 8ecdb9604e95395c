// error: lithe: create_function\(\): the types of the callable are not known
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
    c.create_function("same", [](int value) { return value; });
#else
    c.create_function("same", [](auto value) { return value; });  // <- here
#endif
}
