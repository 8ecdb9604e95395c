// error: lithe: create_function\(\): an aggregate is a class with step
#include <lithe/sqlite.hpp>

using lithe::col;
struct User {
    std::int64_t id = 0;
    std::string name{};
    double height = 0;
};
constexpr auto slug = lithe::function<"slug", std::string(std::string_view)>;
constexpr auto product = lithe::aggregate_function<"product", double(double)>;
struct state {
    double value_ = 1;
    void step(double by) { value_ *= by; }
#ifdef CORRECTED
    double value() const { return value_; }
#endif
};
void give(lithe::connection& c) {
#ifdef CORRECTED
    c.create_function(product, state{});
#else
    c.create_function(product, state{});  // <- here
#endif
}
