#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// How often each statement ran: what SQLite itself counts, asked through lithe's escape hatch,
// native_handle().

#include <lithe/lithe.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace demo {

struct statement_use {
    std::string sql{};
    std::int64_t prepared = 0;
    std::int64_t runs = 0;
    std::int64_t steps = 0;  // of SQLite's virtual machine
    bool reads_or_writes_rows = false;
};

/// Every statement of the writer and of one reader, the most frequent first.
std::vector<statement_use> statements_by_use(lithe::database& db);

}  // namespace demo
