// error: lithe: create_function\(\): a declared type is none that SQLite stores
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
    c.create_function("name", [](std::int64_t id) { return User{.id = id}.name; });
#else
    c.create_function("name", [](User user) { return user.name; });  // <- here
#endif
}
