// error: lithe: m::produces: the history leaves a table that no entity is
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

struct City {
    std::int64_t id = 0;
    std::string name{};
    static constexpr auto schema() { return lithe::table("cities", lithe::primary_key<&City::id>); }
};
constexpr auto id = m::column<std::int64_t>("id").primary_key();
constexpr auto name = m::column<std::string>("name");
constexpr auto pets = m::create_table("pets", id);

#ifdef CORRECTED
constexpr auto history = m::history(m::migration("1", "init", m::create_table("cities", id, name)));
#else
constexpr auto history =
    m::history(m::migration("1", "init", m::create_table("cities", id, name), pets));
#endif
static_assert(m::produces<history, City>);  // <- here
