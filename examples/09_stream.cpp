// SPDX-License-Identifier: BSL-1.0
//
// stream(): rows one by one, in constant memory, however many there are. The same query may be open
// twice; each gets a prepared statement of its own.

#include <lithe/lithe.hpp>

#include <iostream>
using lithe::col, lithe::from;

struct Reading {
    std::int64_t id = 0;
    std::int64_t sensor = 0;
    double value = 0;

    static constexpr auto schema() {
        return lithe::table("readings", lithe::primary_key<&Reading::id>,
                            lithe::index<&Reading::sensor>);
    }
};

int main() {
    lithe::connection db{"readings.db"};
    db.create_tables<Reading>();

    std::vector<Reading> readings;
    for (int at = 0; at < 100'000; ++at)
        readings.push_back({.sensor = at % 10, .value = at * 0.5});
    std::cout << db.insert_all(readings) << " rows\n";

    double highest = 0;
    for (auto&& reading : db.stream(from<Reading>().where(col<&Reading::sensor> == 3)))
        if (reading.value > highest)
            highest = reading.value;
    std::cout << "highest: " << highest << '\n';

    // Leave the loop when you like: the statement is reset when the stream ends.
    for (auto const& [id, value] : db.stream(from<Reading>()
                                                 .select(col<&Reading::id>, col<&Reading::value>)
                                                 .order_by(col<&Reading::id>))) {
        if (value > 1.0)
            break;
        std::cout << id << ": " << value << '\n';
    }

    // Two streams of one query at a time.
    auto const few = from<Reading>().where(col<&Reading::id> <= 3);
    int pairs = 0;
    for ([[maybe_unused]] auto&& left : db.stream(few))
        for ([[maybe_unused]] auto&& right : db.stream(few))
            ++pairs;
    std::cout << pairs << " pairs\n";
}
