// error: lithe: over\(\): this was declared by aggregate_function
#include <lithe/sqlite.hpp>

using lithe::col;
struct User {
    std::int64_t id = 0;
    std::string name{};
    double height = 0;
};
constexpr auto slug = lithe::function<"slug", std::string(std::string_view)>;
#ifdef CORRECTED
constexpr auto product = lithe::window_function<"product", double(double)>;
#else
constexpr auto product = lithe::aggregate_function<"product", double(double)>;
#endif
#ifdef CORRECTED
auto query = lithe::from<User>().select(product(col<&User::height>).over());
#else
auto query = lithe::from<User>().select(product(col<&User::height>).over());  // <- here
#endif
