// error: lithe: create_function\(\): a window function also has inverse
#include <lithe/sqlite.hpp>

using lithe::col;
struct User {
    std::int64_t id = 0;
    std::string name{};
    double height = 0;
};
constexpr auto total = lithe::window_function<"total_of", double(double)>;
struct state {
    double value_ = 0;
    void step(double by) { value_ += by; }
#ifdef CORRECTED
    void inverse(double by) { value_ -= by; }
#endif
    double value() const { return value_; }
};
void give(lithe::connection& c) {
#ifdef CORRECTED
    c.create_function(total, state{});
#else
    c.create_function(total, state{});  // <- here
#endif
}
