// error: lithe: m::drop_fts5\(\): no such full-text table with m::content\(\) at
#include <lithe/migrations.hpp>

namespace m = lithe::migrations;

constexpr auto id = m::column<std::int64_t>("id").primary_key();
constexpr auto name = m::column<std::string>("name");
constexpr auto people =
    m::create_table("people", id, name, m::column<std::optional<std::string>>("email"));
constexpr auto search = m::create_fts5("search", "name", m::content("people", "id"));

#ifdef CORRECTED
constexpr auto history = m::history(m::migration("1", "init", people, search),
                                    m::migration("2", "next", m::drop_fts5("search")));
#else
constexpr auto history = m::history(m::migration("1", "init", people, search),
                                    m::migration("2", "next", m::drop_fts5("serch")));
#endif
static_assert(m::history_ok<history>);  // <- here
