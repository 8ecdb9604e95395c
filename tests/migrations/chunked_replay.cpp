// SPDX-License-Identifier: BSL-1.0
//
// 300 migrations with each compiler's own limits of a constant expression.

#include <lithe/migrations/chunked_replay.hpp>

#include <lithe/migrations/produces.hpp>

#include "support/catch.hpp"

#include <optional>
#include <string>
#include <utility>

namespace {

namespace m = lithe::migrations;

struct number_text {
    char letters[5]{};
    [[nodiscard]] constexpr std::string_view view() const { return {letters, 5}; }
};
template <std::size_t Number>
inline constexpr number_text text_of{
    {'1', static_cast<char>('0' + Number / 1000), static_cast<char>('0' + Number / 100 % 10),
     static_cast<char>('0' + Number / 10 % 10), static_cast<char>('0' + Number % 10)}};

// Of three migrations one creates a table, one adds to it, one drops from it.
template <std::size_t Number>
constexpr auto one() {
    constexpr std::string_view version = text_of<Number>.view();
    constexpr std::string_view table = text_of<Number - Number % 3>.view();
    constexpr std::string_view index = text_of<Number + 5000>.view();
    if constexpr (Number % 3 == 0)
        return m::migration(version, "create",
                            m::create_table(table, m::column<std::int64_t>("id").primary_key(),
                                            m::column<std::string>("name"),
                                            m::column<std::optional<std::string>>("mail")),
                            m::create_index(index, table, "name"));
    else if constexpr (Number % 3 == 1)
        return m::migration(version, "add",
                            m::add_column(table, m::column<std::string>("full"),
                                          m::fill(m::ref<std::string>("name"))),
                            m::rename_column(table, "mail", "email"));
    else
        return m::migration(version, "drop",
                            m::add_column(table, m::column<int>("age").default_value(0)),
                            m::drop_column(table, "full", m::lossy("test")));
}
template <std::size_t First, std::size_t... Number>
constexpr auto some(std::index_sequence<Number...>) {
    return m::history(one<First + Number>()...);
}
template <std::size_t Chunk>
inline constexpr auto twenty = some<Chunk * 20>(std::make_index_sequence<20>{});
template <std::size_t... Chunk>
constexpr auto all(std::index_sequence<Chunk...>) {
    return m::history(twenty<Chunk>...);
}
inline constexpr auto history = all(std::make_index_sequence<15>{});
static_assert(m::history_ok<history>);

// The state of one chunk is what the next one begins with: a mistake at the end is seen.
inline constexpr auto wrong = m::history(
    history, m::migration("20000", "last", m::drop_column("10000", "full", m::lossy("x"))));
static_assert(m::detail::finding_of<wrong>.what == m::detail::fault::no_column);
static_assert(m::detail::kept(m::detail::finding_of<wrong>.version) == "20000");
static_assert(m::detail::kept(m::detail::finding_of<wrong>.culprit) == "10000.full");

}  // namespace

TEST_CASE("a history of 300 migrations leaves what each of them did") {
    m::detail::schema_model schema;
    m::detail::schema_reader(m::detail::packed_schema<history>()).read(schema);
    REQUIRE(schema.tables.size() == 100);
    REQUIRE(schema.indexes.size() == 100);
    for (m::detail::table_model const& table : schema.tables) {
        REQUIRE(table.columns.size() == 4);
        REQUIRE(table.has("email"));
        REQUIRE(table.has("age"));
    }
}
