// SPDX-License-Identifier: BSL-1.0
//
// Times every contestant on every case, turn by turn (A B A B, every second round backwards), and
// prints one JSON object a line for each timed section; report.py makes ratios and tables of them.
// A result that differs from the first contestant's ends the program with an error.
//
//   lithe_bench_runtime [--contestants a,b] [--cases a,at] [--rounds 9] [--directory DIR]

#include "contestant.hpp"
#include "dataset.hpp"
#include "model.hpp"

#include <time.h>

#include <cstdio>
#include <exception>
#include <random>
#include <span>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace {

using bench::contestant;

enum class writes { nothing, full_file, bulk_file };

struct timed_case {
    std::string_view name;
    bench::outcome (contestant::*run)(bench::keys);
    std::size_t operations;    // large enough for 20 ms and more of CPU a section
    std::int64_t highest_key;  // keys are drawn from 1 to this
    writes target = writes::nothing;
};

constexpr std::size_t fresh_connections = 64;

// f stays within 5 000 rows so that the byte code is measured, not the pages that COMMIT writes.
constexpr timed_case cases[] = {
    {"a", &contestant::point_reads, 30'000, bench::user_count},
    {"at", &contestant::transaction_reads, 50'000, bench::user_count},
    {"b", &contestant::ranges, 1'000, bench::user_count - bench::range_length},
    {"bo", &contestant::ordered_ranges, 1'000, bench::user_count - bench::range_length},
    {"c", &contestant::joins, 2'000, bench::author_count},
    {"d", &contestant::single_inserts, 4'000, 1, writes::full_file},
    {"e", &contestant::bulk_insert, 100'000, 1, writes::bulk_file},
    {"f", &contestant::updates, 40'000, 5'000, writes::full_file},
    {"g", &contestant::new_statements, fresh_connections* bench::new_statement_count,
     bench::user_count},
    {"idle", &contestant::idle, 1, 1},
};

struct known_contestant {
    std::string_view name;
    bench::contestant_ptr (*make)(bench::files const&);
};

constexpr known_contestant known[] = {
    {"floor", bench::make_floor},
#ifdef LITHE_BENCH_LITHE
    {"lithe", bench::make_lithe},
#endif
    {"floor_nomutex", bench::make_floor_nomutex},
#ifdef LITHE_BENCH_SQLITECPP
    {"sqlitecpp", bench::make_sqlitecpp},
#endif
#ifdef LITHE_BENCH_SOCI
    {"soci", bench::make_soci},
#endif
#ifdef LITHE_BENCH_LITHE
    {"lithe_database", bench::make_lithe_database},  // on request only: it starts threads
    {"lithe_database_kept", bench::make_lithe_database_kept},
#endif
};

struct options {
    std::string contestants = "floor,lithe,floor_nomutex,sqlitecpp,soci";
    std::string cases = "a,at,b,bo,c,d,e,f,g";  // and idle, for lithe_database
    int rounds = 9;
    std::string directory = "lithe_bench_data";
};

bool names(std::string const& list, std::string_view name) {
    return ("," + list + ",").find("," + std::string{name} + ",") != std::string::npos;
}

options parse(std::span<char*> arguments) {
    options read;
    for (std::size_t i = 1; i + 1 < arguments.size(); i += 2) {
        std::string_view const option{arguments[i]};
        std::string const value{arguments[i + 1]};
        if (option == "--contestants")
            read.contestants = value;
        else if (option == "--cases")
            read.cases = value;
        else if (option == "--rounds")
            read.rounds = std::stoi(value);
        else if (option == "--directory")
            read.directory = value;
        else
            throw std::invalid_argument{"unknown option " + std::string{option}};
    }
    return read;
}

/// User and system time of the whole process: what getrusage(RUSAGE_SELF) reports, in ns.
std::int64_t clock_ns(clockid_t id) {
    timespec now{};
    clock_gettime(id, &now);
    return static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

struct entry {
    std::string name;
    bench::files where;
    bench::contestant_ptr held;
};

struct measured {
    bench::outcome read;
    std::uint64_t written = 0;
    std::int64_t cpu_ns = 0;
    std::int64_t wall_ns = 0;
};

/// One timed section. `first` is the number of the first row that d writes in this round.
measured measure(entry& who, timed_case const& what, bench::keys keys, std::int64_t first) {
    auto const bulk = what.target == writes::bulk_file;
    auto const& path = bulk ? who.where.bulk : who.where.full;
    if (what.name == "d")
        who.held->stage(first, what.operations, false);
    if (bulk)
        who.held->stage(1, what.operations, true);
    if (what.name == "g")
        who.held->open_fresh(fresh_connections);
    bench::dataset::settle(path, bulk);

    measured seen;
    auto const wall = clock_ns(CLOCK_MONOTONIC);
    auto const own = clock_ns(CLOCK_THREAD_CPUTIME_ID);
    auto const cpu = clock_ns(CLOCK_PROCESS_CPUTIME_ID);
    seen.read = (*who.held.*what.run)(keys);
    seen.cpu_ns = clock_ns(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    if (what.name == "idle")  // falling asleep and waking up is this thread's, 30 us of it
        seen.cpu_ns -= clock_ns(CLOCK_THREAD_CPUTIME_ID) - own;
    seen.wall_ns = clock_ns(CLOCK_MONOTONIC) - wall;

    if (what.name == "g")
        who.held->open_fresh(0);
    if (what.target != writes::nothing && seen.read)
        seen.written = bench::dataset::condense(path);
    return seen;
}

void run_case(std::vector<entry>& all, timed_case const& what, int rounds) {
    std::mt19937_64 random{20'260'101};
    std::uniform_int_distribution<std::int64_t> draw{1, what.highest_key};
    std::vector<std::int64_t> keys(what.operations);
    for (int round = 0; round <= rounds; ++round) {  // round 0 warms up
        for (auto& key : keys)
            key = draw(random);
        auto const first = 1'000'000 + round * static_cast<std::int64_t>(what.operations);
        std::optional<measured> wanted;
        for (std::size_t turn = 0; turn < all.size(); ++turn) {
            auto& who = all[round % 2 == 0 ? turn : all.size() - 1 - turn];
            auto const seen = measure(who, what, keys, first);
            if (!seen.read)
                continue;
            if (!wanted)
                wanted = seen;
            if (seen.read != wanted->read || seen.written != wanted->written)
                throw std::runtime_error{"case " + std::string{what.name} + ": " + who.name +
                                         " computed something else"};
            if (round == 0)
                continue;
            std::printf(
                "{\"case\":\"%s\",\"contestant\":\"%s\",\"round\":%d,\"operations\":%zu,"
                "\"cpu_ns\":%lld,\"wall_ns\":%lld,\"digest\":\"%016llx\"}\n",
                std::string{what.name}.c_str(), who.name.c_str(), round, what.operations,
                static_cast<long long>(seen.cpu_ns), static_cast<long long>(seen.wall_ns),
                static_cast<unsigned long long>(*seen.read ^ seen.written));
        }
        std::fflush(stdout);
    }
}

}  // namespace

int main(int argc, char** argv) try {
    auto const wanted = parse({argv, static_cast<std::size_t>(argc)});
    bench::dataset const data{wanted.directory};
    std::vector<entry> all;
    for (auto const& one : known) {
        if (!names(wanted.contestants, one.name))
            continue;
        auto const where = data.for_contestant(std::string{one.name});
        all.push_back({std::string{one.name}, where, one.make(where)});
    }
    for (auto const& what : cases)
        if (names(wanted.cases, what.name))
            run_case(all, what, wanted.rounds);
    return 0;
} catch (std::exception const& failed) {
    std::fprintf(stderr, "lithe_bench_runtime: %s\n", failed.what());
    return 1;
}
