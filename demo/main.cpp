// SPDX-License-Identifier: BSL-1.0
//
// The showcase: this machine's own package database, loaded by several threads and questioned by
// typed queries. model.hpp has the tables, queries.cpp the queries, load.cpp the writes.

#include "load.hpp"
#include "options.hpp"
#include "print.hpp"
#include "queries.hpp"
#include "statement_use.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace demo {
namespace {

constexpr char const* system_status = "/var/lib/dpkg/status";

std::string read_file(std::string const& path) {
    std::error_code ignored;
    std::ifstream file(path, std::ios::binary);
    if (!file || std::filesystem::is_directory(path, ignored))
        throw std::runtime_error("cannot read " + path);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string input_path(options const& chosen) {
    if (chosen.status)
        return *chosen.status;
    return std::filesystem::exists(system_status) ? system_status : LITHE_DEMO_SAMPLE;
}

std::int64_t as_signed(std::size_t count) {
    return static_cast<std::int64_t>(count);
}

/// "1 package", "2 packages".
std::string counted(std::size_t count, std::string_view what) {
    return grouped(as_signed(count)) + " " + std::string(what) + (count == 1 ? "" : "s");
}

void print_bad_lines(std::vector<bad_line> const& bad) {
    constexpr std::size_t most = 10;
    std::printf("\n%s in the input, left out:\n", counted(bad.size(), "mistake").c_str());
    for (std::size_t at = 0; at < bad.size() && at < most; ++at)
        std::printf("  line %zu: %s\n", bad[at].number, shown(bad[at].reason, 90).c_str());
    if (bad.size() > most)
        std::printf("  and %zu more\n", bad.size() - most);
}

void print_loaded(load_report const& report, unsigned producers) {
    auto const rows = static_cast<double>(report.packages + report.dependencies);
    std::printf("\nLoaded %s and %s in %s:\n", counted(report.packages, "package").c_str(),
                counted(report.dependencies, "dependency row").c_str(),
                duration_text(report.time).c_str());
    std::printf("%s rows per second, by %s in %s.\n",
                grouped(static_cast<std::int64_t>(rows / report.time.count())).c_str(),
                counted(producers, "producer thread").c_str(),
                counted(report.writes, "transaction").c_str());
    if (report.not_installed > 0)
        std::printf("%s in the file but no longer installed: not counted.\n",
                    counted(report.not_installed, "package").c_str());
    if (!report.bad.empty())
        print_bad_lines(report.bad);
}

/// Runs `query`; its result, and `title` with the time it took.
template <class Query>
auto timed(std::string& title, Query query) {
    auto const begun = std::chrono::steady_clock::now();
    auto result = query();
    title += "  (" + duration_text(std::chrono::steady_clock::now() - begun) + ")";
    return result;
}

void print_sections(lithe::database& db, std::int64_t rows) {
    std::string title = "The sections that take most room, and the largest package of each";
    auto const sections = timed(title, [&] { return largest_by_section(db, rows); });
    text_table table({{"Section"},
                      {"Packages", align::right},
                      {"Installed", align::right},
                      {"Largest package", align::left, 32},
                      {"Size", align::right}});
    for (auto const& [section, largest] : sections) {
        table.add({section.section.value_or("(none)"), grouped(section.packages),
                   size_text(section.installed_kib), largest ? largest->name : "-",
                   size_text(largest ? largest->installed_kib : std::nullopt)});
    }
    table.print(title);
}

void print_most_wanted(lithe::database& db, std::int64_t rows) {
    std::string title = "The packages that most others need";
    auto const packages = timed(title, [&] { return most_wanted(db, rows); });
    text_table table({{"Package", align::left, 32},
                      {"Needed by", align::right},
                      {"Size", align::right},
                      {"What it is", align::left, 80}});
    for (auto const& one : packages)
        table.add({one.name, grouped(one.wanted_by), size_text(one.installed_kib), one.summary});
    table.print(title);
}

void print_unwanted(lithe::database& db, std::int64_t rows) {
    std::string title = "The largest packages that nothing needs or recommends";
    auto const [all, packages] = timed(title, [&] { return unwanted(db, rows); });
    text_table table(
        {{"Package", align::left, 32}, {"Size", align::right}, {"What it is", align::left, 80}});
    for (auto const& one : packages)
        table.add({one.name, size_text(one.installed_kib), one.summary});
    table.print(title);
    if (all > as_signed(packages.size()))
        std::printf("  and %s more\n", grouped(all - as_signed(packages.size())).c_str());
}

void print_missing(lithe::database& db, std::int64_t rows) {
    std::string title = "Asked for by most, but not installed (alternatives, recommendations)";
    auto const names = timed(title, [&] { return missing(db, rows); });
    text_table table({{"Package", align::left, 32}, {"Asked for by", align::right}});
    for (auto const& one : names)
        table.add({one.name, grouped(one.wanted_by)});
    table.print(title);
}

void print_mutual(lithe::database& db, std::int64_t rows) {
    std::string title = "Packages that need each other";
    auto const pairs = timed(title, [&] { return mutual(db, rows); });
    text_table table({{"One", align::left, 32}, {"The other", align::left, 32}});
    for (auto const& pair : pairs)
        table.add({pair.one, pair.other});
    table.print(title);
}

void print_page(lithe::database& db, std::int64_t rows) {
    std::string time;
    auto const shown = timed(time, [&] { return page(db, 2, rows); });
    text_table table({{"Package", align::left, 32},
                      {"Version", align::left, 24},
                      {"Section", align::left, 16},
                      {"Size", align::right}});
    for (auto const& one : shown.packages)
        table.add({one.name, one.version, one.section.value_or("-"), size_text(one.installed_kib)});
    table.print("All packages by name, page " + grouped(shown.number) + " of " + grouped(shown.of) +
                time);
}

void print_statements(lithe::database& db) {
    constexpr std::size_t most = 5;
    auto const uses = statements_by_use(db);
    text_table table(
        {{"Runs", align::right}, {"VM steps", align::right}, {"Statement", align::left, 200}});
    std::size_t printed = 0;
    std::int64_t prepared = 0;
    std::int64_t own = 0;
    for (auto const& one : uses) {
        prepared += one.prepared;
        if (!one.reads_or_writes_rows) {
            own += one.runs;
        } else if (++printed <= most) {
            table.add({grouped(one.runs), grouped(one.steps), one.sql});
        }
    }
    table.print("The statements that ran most, of " + grouped(as_signed(uses.size())) +
                " (prepared " + grouped(prepared) + " times)");
    std::printf("  and %s runs of BEGIN, COMMIT, SAVEPOINT and the like\n", grouped(own).c_str());
}

void run(options const& chosen) {
    auto const input = input_path(chosen);
    auto const text = read_file(input);
    std::printf("Reading %s (%s) into %s\n", input.c_str(),
                size_text((as_signed(text.size()) + 1023) / 1024).c_str(),
                chosen.database ? chosen.database->c_str()
                                : "a temporary database\n(--database FILE keeps one)");

    auto db = chosen.database ? lithe::database{*chosen.database} : lithe::database::in_memory();
    auto const report = load(db, text, chosen.producers);
    print_loaded(report, chosen.producers);
    if (report.packages == 0)
        throw std::runtime_error("there is no installed package in " + input);
    print_sections(db, chosen.rows);
    print_most_wanted(db, chosen.rows);
    print_unwanted(db, chosen.rows);
    print_missing(db, chosen.rows);
    print_mutual(db, chosen.rows);
    print_page(db, chosen.rows);
    print_statements(db);
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
        throw std::runtime_error("cannot write all of the output");
}

}  // namespace
}  // namespace demo

int main(int count, char** words) {
    try {
        auto const chosen = demo::read_options(count, words);
        if (chosen.help) {
            std::printf("%s", demo::usage.data());
            return 0;
        }
        demo::run(chosen);
        return 0;
    } catch (std::invalid_argument const& wrong) {
        std::fprintf(stderr, "lithe_demo: %s; see --help\n", wrong.what());
        return 2;
    } catch (std::exception const& failure) {
        std::fflush(stdout);
        std::fprintf(stderr, "lithe_demo: %s\n", failure.what());
        return 1;
    }
}
