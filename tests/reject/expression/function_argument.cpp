// error: lithe: function: an argument.s type is not that of the declaration
#include <lithe/sqlite.hpp>

using lithe::col;
struct User {
    std::int64_t id = 0;
    std::string name{};
    double height = 0;
};
constexpr auto slug = lithe::function<"slug", std::string(std::string_view)>;
constexpr auto product = lithe::aggregate_function<"product", double(double)>;
#ifdef CORRECTED
auto query = lithe::from<User>().select(slug(col<&User::name>));
#else
auto query = lithe::from<User>().select(slug(col<&User::id>));  // <- here
#endif
