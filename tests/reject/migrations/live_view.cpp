// error: lithe: m::create_table<T>\(\): this is no table of the main file; write the step with literals
// hand
#include <lithe/migrations.hpp>

#include "support/blog.hpp"

namespace m = lithe::migrations;
using blog::User;
using lithe::col;

struct Names {
    std::string name{};
    static constexpr auto schema() {
        return lithe::view("names", lithe::from<User>().select(col<&User::name>));
    }
};

#ifdef CORRECTED
constexpr auto init = m::draft(m::migration("1", "init", m::create_table<User>()));
#else
constexpr auto init = m::draft(m::migration("1", "init", m::create_table<Names>()));  // <- here
#endif
constexpr auto history = m::history(init);
static_assert(m::history_ok<history>);
