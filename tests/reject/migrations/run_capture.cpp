// error: lithe: m::run\(\): the function captures something or takes no m::context&; give a lambda without captures
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

auto change(std::int64_t number) {
#ifdef CORRECTED
    static_cast<void>(number);
    auto const level = [](m::context& file) { file.execute("UPDATE people SET level = 1"); };
#else
    auto const level = [number](m::context& file) {
        file.execute("UPDATE people SET level = ?1", number);
    };
#endif
    return m::run("r1", level);  // <- here
}
