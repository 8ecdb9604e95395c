// error: lithe: m::produces: a unique, check or foreign key differs from the de
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

struct City {
    std::int64_t id = 0;
    std::string name{};
    static constexpr auto schema() { return lithe::table("cities", lithe::primary_key<&City::id>); }
};
constexpr auto id = m::column<std::int64_t>("id").primary_key();
constexpr auto name = m::column<std::string>("name");

#ifdef CORRECTED
constexpr auto history = m::history(m::migration("1", "init", m::create_table("cities", id, name)));
#else
constexpr auto history =
    m::history(m::migration("1", "init", m::create_table("cities", id, name.unique())));
#endif
static_assert(m::produces<history, City>);  // <- here
