// error: lithe: m::each_row\(\): the struct's primary key is not the table's at this step; mend its descriptor
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

struct Person {
    std::int64_t id = 0;
    std::string name{};
};
struct Keyless {
    std::string name{};
    static constexpr auto schema() { return lithe::table("people"); }
};

constexpr auto init =
    m::migration("1", "init",
                 m::create_table("people", m::column<std::int64_t>("id").primary_key(),
                                 m::column<std::string>("name")));
constexpr auto change = [](auto& person) { person.name += '!'; };

#ifdef CORRECTED
constexpr auto history =
    m::history(init, m::migration("2", "next", m::each_row<Person>("people", "r1", change)));
#else
constexpr auto history =
    m::history(init, m::migration("2", "next", m::each_row<Keyless>("people", "r1", change)));
#endif
static_assert(m::history_ok<history>);  // <- here
