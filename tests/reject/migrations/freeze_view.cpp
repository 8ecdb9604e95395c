// error: lithe: m::freeze\(\): this is no table; write m::create_view\(\), m::create_trigger\(\), or m::raw\(\) for a virtual one
// hand
#include <lithe/migrations.hpp>

#include "support/blog.hpp"

#include <iostream>

namespace m = lithe::migrations;
using blog::User;
using lithe::col;

struct Names {
    std::string name{};
    static constexpr auto schema() {
        return lithe::view("names", lithe::from<User>().select(col<&User::name>));
    }
};

void print() {
#ifdef CORRECTED
    m::freeze<User>(std::cout);
#else
    m::freeze<Names>(std::cout);  // <- here
#endif
}
