// SPDX-License-Identifier: BSL-1.0
#include <lithe/sqlite/statement_ledger.hpp>

#include <lithe/sqlite/connection.hpp>

#include "support/catch.hpp"

#include <string>
#include <vector>

using lithe::from;

namespace ledger_test {

struct Item {
    std::int64_t id = 0;
    int amount = 0;
};

}  // namespace ledger_test

using ledger_test::Item;

namespace {

struct totals {
    std::uint64_t calls = 0;
    std::uint64_t rows = 0;
    std::uint64_t failures = 0;
    std::uint64_t scanned = 0;
    std::uint64_t sorts = 0;
};

totals of(lithe::detail::statement_ledger const& ledger, std::string const& word) {
    totals sum;
    ledger.each([&](lithe::detail::statement_record const& record) {
        std::string const sql = record.of.load()->sql;
        if (sql.find(word) == std::string::npos)
            return;
        sum.calls += record.calls;
        sum.rows += record.rows;
        sum.failures += record.failures;
        sum.scanned += record.full_scan_steps;
        sum.sorts += record.sorts;
    });
    return sum;
}

struct heard final : lithe::detail::statement_listener {
    void ran(lithe::statement_event const& event) noexcept override { events.push_back(event); }
    std::vector<lithe::statement_event> events{};
};

}  // namespace

TEST_CASE("statement_ledger: calls, rows, failures, scans and sorts as SQLite had them") {
    lithe::connection db(":memory:");
    db.create_tables<Item>();
    lithe::detail::statement_ledger ledger;
    db.session().record_in(&ledger);
    for (int id = 1; id <= 10; ++id)
        db.insert(Item{.id = id, .amount = id % 3});
    CHECK_THROWS_AS(db.insert(Item{.id = 3}), lithe::constraint_error);
    CHECK(of(ledger, "INSERT").calls == 11);
    CHECK(of(ledger, "INSERT").failures == 1);

    for (int round = 0; round < 4; ++round) {
        CHECK(db.fetch_all(from<Item>()).size() == 10);
        CHECK(db.find<Item>(5).has_value());
    }
    CHECK(of(ledger, "WHERE").calls == 4);
    CHECK(of(ledger, "WHERE").rows == 4);
    CHECK(of(ledger, "WHERE").scanned == 0);
    auto const sorted = db.fetch_all(from<Item>().order_by(lithe::col<&Item::amount>));
    CHECK(sorted.size() == 10);
    CHECK(of(ledger, "ORDER BY").rows == 10);
    CHECK(of(ledger, "ORDER BY").sorts == 1);
    CHECK(of(ledger, "ORDER BY").scanned == 9);  // steps from one row to the next

    int seen = 0;
    for (auto&& row : db.stream(from<Item>())) {
        if (row.id == 5)
            break;
        ++seen;
    }
    CHECK(seen == 4);
    CHECK(of(ledger, "SELECT").rows == 40 + 4 + 10 + 5);
    db.session().record_in(nullptr);
    db.fetch_all(from<Item>());
    CHECK(of(ledger, "SELECT").rows == 40 + 4 + 10 + 5);
    db.session().record_in(&ledger);
    auto const before = of(ledger, "INSERT").calls;
    CHECK(db.insert_all(std::vector<Item>(7)) == 7);
    CHECK(of(ledger, "INSERT").calls == before + 1);
}

TEST_CASE("statement_ledger: the listener hears what ran, and why it failed") {
    lithe::connection db(":memory:");
    db.create_tables<Item>();
    lithe::detail::statement_ledger ledger;
    heard listener;
    lithe::call_site const site = lithe::call_site::here();
    ledger.listener = &listener;
    ledger.site = &site;
    db.session().record_in(&ledger);
    db.insert(Item{.id = 1});
    CHECK_THROWS_AS(db.insert(Item{.id = 1}), lithe::constraint_error);
    CHECK_THROWS_AS(db.get<Item>(2), lithe::not_found);
    REQUIRE(listener.events.size() == 3);
    CHECK(listener.events[0].table == "item");
    CHECK_FALSE(listener.events[0].failed);
    CHECK(listener.events[0].nanoseconds > 0);
    CHECK(listener.events[0].site.line == site.line);
    CHECK(listener.events[1].failed);
    CHECK(listener.events[1].error == SQLITE_CONSTRAINT_PRIMARYKEY);
    CHECK(listener.events[2].failed);
    CHECK(listener.events[2].error == 0);
    CHECK(listener.events[2].rows == 0);
}
