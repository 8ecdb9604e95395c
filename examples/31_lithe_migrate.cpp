// SPDX-License-Identifier: BSL-1.0
//
// A program's own migration tool: plan, status, up, down, verify and export as words of the command
// line, with exit codes for CI. Without words it shows them all, one after the other.

#include <lithe/migrations.hpp>
#include <lithe/sqlite.hpp>

#include <exception>
#include <iostream>
#include <string_view>
namespace m = lithe::migrations;

inline constexpr auto history =
    m::history(m::migration("20260101000000", "people",
                            m::create_table("people", m::column<std::int64_t>("id").primary_key(),
                                            m::column<std::string>("name"))),
               m::migration("20260201000000", "nick names",
                            m::add_column("people", m::column<std::optional<std::string>>("nick")),
                            m::create_index("people_nick_idx", "people", "nick")));
static_assert(m::history_ok<history>);

int run(m::migrator& migrator, std::string_view word) {
    if (word == "plan") {
        std::cout << migrator.plan();
        return migrator.plan().exit_code();  // 0 nothing to do, 2 pending, 3 refused
    }
    if (word == "status") {
        std::cout << migrator.status();
        return migrator.status().up_to_date() ? 0 : 2;
    }
    if (word == "verify") {
        auto const found = migrator.verify();
        for (auto const& difference : found.differences)
            std::cout << difference << '\n';
        return found.ok() ? 0 : 4;
    }
    if (word != "up" && word != "down") {
        std::cout << "plan, status, up, down, verify or export dbmate|goose DIRECTORY\n";
        return 1;
    }
    for (auto const& version : (word == "up" ? migrator.migrate() : migrator.rollback()).versions)
        std::cout << word << ' ' << version << '\n';
    return 0;
}

// As files that dbmate or goose run to the same end.
int export_to(std::string_view tool, char const* directory) {
    if (tool == "dbmate")
        m::export_dbmate(history, directory);
    else
        m::export_goose(history, directory);
    return 0;
}

int main(int count, char** words) {
    try {
        lithe::connection db{"app.db"};
        m::migrator migrator{db, history};
        if (count == 4 && std::string_view(words[1]) == "export")
            return export_to(words[2], words[3]);
        if (count > 1)
            return run(migrator, words[1]);
        for (char const* const word : {"plan", "up", "status", "down", "status", "up", "verify"}) {
            std::cout << "$ lithe-migrate " << word << '\n';
            int const code = run(migrator, word);
            std::cout << "exit code " << code << '\n';
        }
        std::cout << "$ lithe-migrate export dbmate files\n";
        std::cout << "exit code " << export_to("dbmate", "files") << '\n';
    } catch (lithe::migration_error const& refused) {
        std::cout << refused.what() << '\n';
        return 3;
    } catch (std::exception const& failed) {  // a damaged file, or another process has the lock
        std::cout << failed.what() << '\n';
        return 1;
    }
}
