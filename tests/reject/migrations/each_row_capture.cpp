// error: lithe: m::each_row\(\): the function captures something or takes no such row; give a lambda without captures
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

struct Person {
    std::int64_t id = 0;
    std::string name{};
};

auto change(char letter) {
#ifdef CORRECTED
    static_cast<void>(letter);
    auto const louder = [](Person& person) { person.name += '!'; };
#else
    auto const louder = [letter](Person& person) { person.name += letter; };
#endif
    return m::each_row<Person>("people", "r1", louder);  // <- here
}
