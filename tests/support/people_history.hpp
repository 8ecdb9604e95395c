#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The history of the front page: people with pets, whose names become one column.

#include <lithe/migrations/migrator.hpp>

#include <optional>
#include <string>

namespace support::people {

namespace m = lithe::migrations;

inline constexpr auto first = m::history(m::migration(
    "20260101000000", "init",
    m::create_table("people", m::column<std::int64_t>("id").primary_key(),
                    m::column<std::string>("first"), m::column<std::optional<std::string>>("last")),
    m::create_table(
        "pets", m::column<std::int64_t>("id").primary_key(),
        m::column<std::int64_t>("owner").references("people", "id").on_delete(lithe::cascade))));
inline constexpr auto second = m::migration(
    "20260201000000", "full name",
    m::add_column("people", m::column<std::string>("name"),
                  m::fill(m::ref<std::string>("first") + " " +
                          m::coalesce(m::ref<std::optional<std::string>>("last"), ""))),
    m::drop_column("people", "first", m::lossy("moved to name")),
    m::drop_column("people", "last", m::lossy("moved to name")));
inline constexpr auto history = m::history(first, second);

inline void seed(lithe::connection& db) {
    m::migrator{db, first}.migrate();
    db.execute_script(
        "INSERT INTO people VALUES (7, 'Ada', 'Lovelace'), (9, 'Bob', NULL); "
        "INSERT INTO pets VALUES (1, 7), (2, 9)");
}

}  // namespace support::people
