// SPDX-License-Identifier: BSL-1.0
#include <lithe/operations/prometheus.hpp>

#include "support/catch.hpp"

#include <chrono>
#include <set>
#include <sstream>
#include <string>

using namespace std::chrono_literals;

namespace {

lithe::metrics example() {
    lithe::metrics now;
    now.writer.acknowledged = 12;
    now.writer.failed = 3;
    now.writer.expired = 1;
    now.writer.unsynced_age = 1500ms;
    now.writer.wait.counts[0] = 5;
    now.writer.wait.counts[17] = 2;
    now.writer.wait.counts[26] = 1;
    now.writer.wait.total = 20s;
    now.statements.push_back(
        {.sql = "SELECT \"a\\b\"\nFROM t", .table = "t", .calls = 7, .total = 1us});
    return now;
}

bool has(std::string const& text, std::string const& line) {
    return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

}  // namespace

TEST_CASE("prometheus: values, buckets that sum up, escaped labels") {
    auto const text = lithe::prometheus(example());
    CHECK(has(text, "lithe_write_total{result=\"ok\"} 12"));
    CHECK(has(text, "lithe_write_total{result=\"failed\"} 2"));
    CHECK(has(text, "lithe_unsynced_age_seconds 1.5"));
    CHECK(has(text, "lithe_write_wait_seconds_bucket{le=\"0.000001\"} 5"));
    CHECK(has(text, "lithe_write_wait_seconds_bucket{le=\"0.065536\"} 5"));
    CHECK(has(text, "lithe_write_wait_seconds_bucket{le=\"0.1\"} 7"));
    CHECK(has(text, "lithe_write_wait_seconds_bucket{le=\"16.777216\"} 7"));
    CHECK(has(text, "lithe_write_wait_seconds_bucket{le=\"+Inf\"} 8"));
    CHECK(has(text, "lithe_write_wait_seconds_sum 20"));
    CHECK(has(text, "lithe_write_wait_seconds_count 8"));
    CHECK(has(text,
              "lithe_statement_calls_total{table=\"t\",sql=\"SELECT \\\"a\\\\b\\\"\\nFROM t\"} 7"));
    CHECK(lithe::prometheus(example(), 0).find("SELECT") == std::string::npos);
}

TEST_CASE("prometheus: every sample stands under its HELP and TYPE, each once") {
    std::istringstream lines(lithe::prometheus(example()));
    std::set<std::string> families;
    std::string family;
    std::string type;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("# HELP ")) {
            family = line.substr(7, line.find(' ', 7) - 7);
            CHECK(families.insert(family).second);
            continue;
        }
        if (line.starts_with("# TYPE ")) {
            CHECK(line.substr(7, family.size()) == family);
            type = line.substr(8 + family.size());
            continue;
        }
        auto const name = line.substr(0, line.find_first_of("{ "));
        bool const fits =
            type == "histogram"
                ? name == family + "_bucket" || name == family + "_sum" || name == family + "_count"
                : name == family;
        CHECK(fits);
        CHECK((type == "counter") == (family.ends_with("_total")));
    }
    CHECK(families.size() > 25);
}
