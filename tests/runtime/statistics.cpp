// SPDX-License-Identifier: BSL-1.0
#include <lithe/runtime/statistics.hpp>

#include <lithe/runtime/database.hpp>

#include "support/catch.hpp"

#include <atomic>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using lithe::from;

namespace statistics_test {

struct Item {
    std::int64_t id = 0;
    int amount = 0;
};

}  // namespace statistics_test

using statistics_test::Item;

namespace {

lithe::statement_statistics find(lithe::statistics const& all, std::string const& word) {
    for (auto const& each : all.statements) {
        if (each.sql.find(word) != std::string::npos)
            return each;
    }
    return {};
}

}  // namespace

TEST_CASE("statistics: of all connections together, and of those that were closed") {
    auto db = lithe::database::in_memory({.readers = 3});
    db.create_tables<Item>();
    constexpr int threads = 4;
    constexpr int rounds = 50;
    std::vector<std::thread> running;
    std::atomic<int> found{0};
    for (int at = 0; at < threads; ++at) {
        running.emplace_back([&] {
            for (int round = 0; round < rounds; ++round) {
                auto const id = db.insert(Item{.amount = round});
                found += db.find<Item>(id).has_value() ? 1 : 0;
                static_cast<void>(db.statistics());  // while they count
            }
        });
    }
    for (auto& thread : running)
        thread.join();
    db.set_readers(1);
    auto const now = db.statistics();
    CHECK(found == threads * rounds);
    auto const inserts = find(now, "INSERT");
    CHECK(inserts.calls == threads * rounds);
    CHECK(inserts.table == "item");
    CHECK(inserts.total >= inserts.worst);
    CHECK(inserts.worst.count() > 0);
    auto const reads = find(now, "WHERE");
    CHECK(reads.calls == threads * rounds);
    CHECK(reads.rows == threads * rounds);
    CHECK(reads.full_scan_steps == 0);
    for (std::size_t at = 1; at < now.statements.size(); ++at)
        CHECK(now.statements[at - 1].total >= now.statements[at].total);
}

TEST_CASE("statistics: both forms of a query, stepped and collected, are one statement") {
    auto db = lithe::database::in_memory();
    db.create_tables<Item>();
    db.insert(Item{});
    auto const query = from<Item>().where(lithe::col<&Item::amount> >= 0);
    CHECK(db.fetch_all(query).size() == 1);
    CHECK(db.fetch_one(query).id == 1);
    auto const all = db.statistics();
    int statements = 0;
    for (auto const& each : all.statements)
        statements += each.sql.find(">=") != std::string::npos ? 1 : 0;
    CHECK(statements == 1);
    CHECK(find(all, ">=").calls == 2);
    CHECK(find(all, ">=").rows == 2);
}

TEST_CASE("statistics: nothing when switched off") {
    auto db = lithe::database::in_memory({.statement_statistics = false});
    db.create_tables<Item>();
    db.insert(Item{});
    CHECK(db.statistics().statements.empty());
}

TEST_CASE("on_statement: hears of each run with the line that called; what it throws is dropped") {
    std::mutex mutex;
    std::vector<lithe::statement_event> events;
    std::vector<std::string> texts;
    auto db = lithe::database::in_memory({.on_statement = [&](lithe::statement_event const& event) {
        std::lock_guard const lock(mutex);
        events.push_back(event);
        texts.emplace_back(event.sql);
        throw std::runtime_error("not the statement's");
    }});
    db.create_tables<Item>();
    db.insert(Item{.id = 7});
    {
        std::lock_guard const lock(mutex);
        events.clear();
    }
    auto const line = __LINE__ + 1;
    db.read([](lithe::reader& r) { return r.fetch_all(from<Item>()); });
    CHECK(db.fetch_all(from<Item>()).size() == 1);
    CHECK_THROWS_AS(db.insert(Item{.id = 7}), lithe::constraint_error);
    db.write([](lithe::transaction& tx) { tx.insert(Item{.id = 8}); });
    db.update(Item{.id = 8, .amount = 1});
    REQUIRE(events.size() == 5);
    CHECK(events[3].site.line == line + 3);
    CHECK(events[4].site.line == line + 4);
    CHECK(events[0].site.line == line);
    CHECK(events[1].site.line == line + 1);
    CHECK(std::string(events[0].site.file).find("statistics.cpp") != std::string::npos);
    CHECK(events[0].rows == 1);
    CHECK_FALSE(events[0].on_writer);
    CHECK(events[2].on_writer);
    CHECK(events[2].failed);
    CHECK(events[2].error == SQLITE_CONSTRAINT_PRIMARYKEY);
}
