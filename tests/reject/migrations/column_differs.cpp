// error: lithe: m::produces: the column's type, NOT NULL, default or collation
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
constexpr auto history = m::history(m::migration(
    "1", "init", m::create_table("cities", id, m::column<std::optional<std::string>>("name"))));
#endif
static_assert(m::produces<history, City>);  // <- here
