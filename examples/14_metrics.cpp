// SPDX-License-Identifier: BSL-1.0
//
// What a database counts: metrics, statements, health, and a hook for slow statements.

#include <lithe/operations.hpp>

#include <iostream>
#include <sstream>
#include <string>
using lithe::col, lithe::from;

struct User {
    std::int64_t id = 0;
    std::string name{};
    int age = 0;
};

int main() {
    int failed = 0;
    lithe::database db{"app.db", {.on_statement = [&](lithe::statement_event const& e) {
                           failed += e.failed ? 1 : 0;  // e.sql, e.nanoseconds, e.site, ...
                       }}};
    db.create_tables<User>();
    for (int id = 1; id <= 100; ++id)
        db.insert(User{.id = id, .name = "user " + std::to_string(id), .age = id % 50});
    try {
        db.insert(User{.id = 7});
    } catch (lithe::constraint_error const&) {
    }
    for (int round = 0; round < 10; ++round)
        db.fetch_all(from<User>().where(col<&User::age> == 30));  // no index helps it

    auto const metrics = db.metrics();
    std::cout << metrics.writer.acknowledged << " writes, " << metrics.writer.failed << " failed, "
              << metrics.readers.reads << " reads\n";
    std::cout << failed << " statement failed\n";

    for (auto const& statement : db.statistics().statements) {
        if (statement.full_scan_steps > 100)
            std::cout << statement.calls << " calls scan the table " << statement.table << '\n';
    }

    auto const health = lithe::check_health(db, {.disk_reserve = 0});
    std::cout << (health.live && health.ready ? "ready" : "not ready") << '\n';

    // For a Prometheus server.
    std::istringstream text(lithe::prometheus(metrics));
    for (std::string line; std::getline(text, line);) {
        if (line.starts_with("lithe_write_total"))
            std::cout << line << '\n';
    }
}
