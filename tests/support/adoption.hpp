#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Takes a file over that another tool kept: its history is recognised and left alone, what
// m::freeze() prints of the file is the history that adopts it, and the next migration, which
// rebuilds tables, keeps every row.

#include <lithe/lithe.hpp>
#include <lithe/migrations.hpp>

#include "support/catch.hpp"
#include "support/migrations.hpp"

#include <sstream>
#include <string>
#include <string_view>

/// Steps and their own text, which is compared with what m::freeze() prints.
#define LITHE_TEST_FROZEN(name, ...)                  \
    constexpr char const* name##_text = #__VA_ARGS__; \
    constexpr auto name = m::migration("20260201000000", "as it was", __VA_ARGS__)

namespace support {

inline std::string without_space(std::string_view words) {
    std::string out;
    for (char const letter : words)
        if (letter != ' ' && letter != '\n')
            out += letter;
    return out;
}

struct adopted_file {
    std::string_view tool;
    std::string_view dump;
    std::string_view steps;   // the text of the first migration
    std::string_view theirs;  // the tool's own table
    std::string_view kept;    // a query over what must stay
};

/// Returns: the file, one migration further.
template <class First, class All>
void take_over(lithe::connection& db, adopted_file const& file, First const& first,
               All const& all) {
    namespace m = lithe::migrations;
    db.execute_script(std::string(file.dump));
    std::string const theirs = "SELECT * FROM \"" + std::string(file.theirs) + '"';
    std::string const their_rows = rows(db, theirs);
    std::string const kept = rows(db, std::string(file.kept));
    REQUIRE(kept.size() > 5);

    std::ostringstream printed;
    m::freeze(printed, db);
    REQUIRE(without_space(printed.str()) == without_space(file.steps));

    m::migrator begin{db, first};
    REQUIRE(begin.status().other_tool == file.tool);
    std::string const before = everything(db);
    REQUIRE_THROWS_WITH(begin.migrate(),
                        Catch::Matchers::Contains("has a history of " + std::string(file.tool)));
    REQUIRE(everything(db) == before);
    begin.adopt_baseline("20260201000000");
    REQUIRE(begin.verify().ok());
    REQUIRE(begin.plan().exit_code() == 0);

    m::migrator next{db, all};
    REQUIRE(next.plan().exit_code() == 2);
    bool const native = sqlite3_libversion_number() >= m::detail::native_alter_since;
    REQUIRE((next.migrate().copied_rows > 0 || native));
    REQUIRE(next.verify().ok());
    REQUIRE(next.plan().exit_code() == 0);
    REQUIRE(rows(db, std::string(file.kept)) == kept);
    if (file.theirs != "schema_migrations")  // which is ours, too
        REQUIRE(rows(db, theirs) == their_rows);
    REQUIRE(rows(db, "PRAGMA foreign_key_check").empty());

    // A new file has the same schema.
    lithe::connection fresh{":memory:"};
    m::migrator{fresh, all}.migrate();
    REQUIRE(m::detail::differences(m::detail::read_schema(fresh.native_handle()),
                                   m::detail::read_schema(db.native_handle()))
                .empty());
}

}  // namespace support
