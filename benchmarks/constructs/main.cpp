// SPDX-License-Identifier: BSL-1.0
//
// Times each construct with lithe and by hand, turn by turn, and prints one JSON object for each
// timed section; constructs_report.py makes ratios and a table of them. A difference of the results
// ends the program with an error.
//
//   lithe_bench_constructs DIR [--only name,name] [--rounds 15] [--milliseconds 8]
//   lithe_bench_constructs DIR --only name --side lithe|hand|also --turns N   for a profiler

#include "data.hpp"
#include "suite.hpp"

#include <time.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string_view>

namespace {

struct options {
    std::string directory{};
    std::string only{};
    std::string side{};
    int rounds = 15;
    std::int64_t milliseconds = 8;
    std::int64_t turns = 1000;
};

options parse(int count, char** given) {
    options read;
    if (count < 2)
        throw std::invalid_argument{"which directory?"};
    read.directory = given[1];
    for (int at = 2; at + 1 < count; at += 2) {
        std::string_view const option{given[at]};
        std::string const value{given[at + 1]};
        if (option == "--only")
            read.only = value;
        else if (option == "--side")
            read.side = value;
        else if (option == "--rounds")
            read.rounds = std::stoi(value);
        else if (option == "--milliseconds")
            read.milliseconds = std::stoll(value);
        else if (option == "--turns")
            read.turns = std::stoll(value);
        else
            throw std::invalid_argument{"unknown option " + std::string{option}};
    }
    return read;
}

std::int64_t cpu_ns() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

struct side {
    std::string_view name;
    bench::step const* work;
    sqlite3* db;
};

void run(sqlite3* db, char const* sql) {
    if (sqlite3_exec(db, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        throw std::runtime_error{sqlite3_errmsg(db)};
}

/// Every column of every row.
std::uint64_t condense(sqlite3* db, std::string const& sql) {
    bench::tally seen{true};
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
        throw std::runtime_error{sqlite3_errmsg(db)};
    while (sqlite3_step(statement) == SQLITE_ROW) {
        for (int at = 0; at < sqlite3_column_count(statement); ++at) {
            auto const* const begin =
                reinterpret_cast<char const*>(sqlite3_column_text(statement, at));
            seen.add(begin == nullptr ? std::string_view{"NULL"} : std::string_view{begin});
        }
    }
    sqlite3_finalize(statement);
    return seen.value();
}

struct outcome {
    std::uint64_t computed = 0;
    std::int64_t ns = 0;
};

/// All that a profiler should see. Within one transaction, so that taking SQLite's read lock, half
/// of the time of a small query, does not hide what is compared; a write is undone.
[[gnu::noinline]] void timed_turns(bench::step const& work, bench::tally& seen,
                                   std::int64_t turns) {
    for (std::int64_t turn = 0; turn < turns; ++turn)
        work(seen, turn);
}

outcome measure(side const& who, bench::construct const& what, std::int64_t turns, bool whole) {
    bench::tally seen{whole};
    run(who.db, "BEGIN");
    auto const begun = cpu_ns();
    timed_turns(*who.work, seen, turns);
    outcome done{seen.value(), cpu_ns() - begun};
    if (whole && seen.empty())
        throw std::runtime_error{"construct " + what.name + ": found nothing"};
    if (whole && !what.written.empty())
        done.computed ^= condense(who.db, what.written);
    run(who.db, "ROLLBACK");
    return done;
}

void compare(std::vector<side>& sides, bench::construct const& what, options const& wanted) {
    auto const check = [&](side const& who, outcome const& seen, std::uint64_t expected) {
        if (seen.computed != expected)
            throw std::runtime_error{"construct " + what.name + ": " + std::string{who.name} +
                                     " computed something else"};
    };
    auto const expected = measure(sides[0], what, 5, true).computed;
    for (side const& who : sides)
        check(who, measure(who, what, 5, true), expected);

    // As many turns as the hand needs for the time of a section.
    std::int64_t turns = 1;
    for (std::int64_t ns = 0; ns < wanted.milliseconds * 1'000'000; turns *= 2)
        ns = measure(sides[0], what, turns * 2, false).ns;
    for (int round = 1; round <= wanted.rounds; ++round) {
        std::vector<outcome> seen(sides.size());
        for (std::size_t at = 0; at < sides.size(); ++at) {
            auto const turn = round % 2 == 0 ? at : sides.size() - 1 - at;
            seen[turn] = measure(sides[turn], what, turns, false);
        }
        for (std::size_t at = 0; at < sides.size(); ++at) {
            check(sides[at], seen[at], seen[0].computed);
            std::printf(
                "{\"case\":\"%s\",\"work\":\"%s\",\"also\":\"%s\",\"goal\":%.2f,\"contestant\":\"%"
                "s\",\"round\":%d,"
                "\"operations\":%lld,\"cpu_ns\":%lld,\"wall_ns\":%lld}\n",
                what.name.c_str(), what.work.c_str(), what.also_work.c_str(), what.goal,
                std::string{sides[at].name}.c_str(), round, static_cast<long long>(turns),
                static_cast<long long>(seen[at].ns), static_cast<long long>(seen[at].ns));
        }
        std::fflush(stdout);
    }
}

bool is_in(std::string const& list, std::string const& name) {
    return list.empty() || ("," + list + ",").find("," + name + ",") != std::string::npos;
}

}  // namespace

int main(int count, char** given) try {
    auto const wanted = parse(count, given);
    bench::files const made{wanted.directory};
    lithe::connection db{made.lithe_file()};
    bench::hand c{made.hand_file()};
    bench::suite suite{db, c};
    for (auto* const add :
         {bench::add_subqueries, bench::add_compounds, bench::add_groups, bench::add_windows,
          bench::add_conditions, bench::add_functions, bench::add_user_functions, bench::add_writes,
          bench::add_texts, bench::add_modules, bench::add_types, bench::add_ranges,
          bench::add_related})
        add(suite);
    for (auto const& what : suite.all) {
        if (!is_in(wanted.only, what.name))
            continue;
        std::vector<side> sides{{"hand", &what.hand, c.native()},
                                {"lithe", &what.lithe, db.native_handle()}};
        if (what.also)
            sides.push_back({"also", &what.also, c.native()});
        if (wanted.side.empty()) {
            compare(sides, what, wanted);
            continue;
        }
        for (side const& who : sides)
            if (who.name == wanted.side)
                measure(who, what, wanted.turns, false);
    }
    return 0;
} catch (std::exception const& failed) {
    std::fprintf(stderr, "lithe_bench_constructs: %s\n", failed.what());
    return 1;
}
