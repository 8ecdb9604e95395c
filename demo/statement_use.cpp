// SPDX-License-Identifier: BSL-1.0
#include "statement_use.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace demo {
namespace {

using by_text = std::map<std::string, statement_use>;

// https://www.sqlite.org/c3ref/c_stmtstatus_counter.html
void count_statements(sqlite3* connection, by_text& uses) {
    for (auto* one = sqlite3_next_stmt(connection, nullptr); one != nullptr;
         one = sqlite3_next_stmt(connection, one)) {
        auto& use = uses[sqlite3_sql(one)];
        use.prepared += 1 + sqlite3_stmt_status(one, SQLITE_STMTSTATUS_REPREPARE, 0);
        use.runs += sqlite3_stmt_status(one, SQLITE_STMTSTATUS_RUN, 0);
        use.steps += sqlite3_stmt_status(one, SQLITE_STMTSTATUS_VM_STEP, 0);
    }
}

}  // namespace

std::vector<statement_use> statements_by_use(lithe::database& db) {
    // A connection is its thread's alone, so each is asked where it lives.
    auto uses = db.write([](lithe::transaction& tx) {
        by_text counted;
        count_statements(tx.native_handle(), counted);
        return counted;
    });
    db.read([&](lithe::reader& r) { count_statements(r.native_handle(), uses); });

    std::vector<statement_use> result;
    for (auto& [sql, use] : uses) {
        use.sql = sql;
        use.reads_or_writes_rows = sql.starts_with("SELECT") || sql.starts_with("INSERT") ||
                                   sql.starts_with("UPDATE") || sql.starts_with("DELETE");
        result.push_back(std::move(use));
    }
    std::ranges::sort(result, [](statement_use const& left, statement_use const& right) {
        return left.runs != right.runs ? left.runs > right.runs : left.sql < right.sql;
    });
    return result;
}

}  // namespace demo
