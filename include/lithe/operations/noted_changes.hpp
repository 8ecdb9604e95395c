#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What changed between two moments, as far as is known: tables by number, and rows of them.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lithe::inline v0 {
namespace detail {

/// One changed row, its table by number.
struct noted_row {
    std::size_t table;
    int action;  // SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE
    std::int64_t rowid;
};

/// Tables and rows. `everything` means: perhaps more than is noted here.
struct noted_changes {
    std::vector<char> tables{};  // by number
    std::vector<noted_row> rows{};
    bool anything = false;
    bool everything = false;
    bool rows_lost = false;  // there were more than are kept

    [[nodiscard]] bool empty() const noexcept { return !anything && !everything; }

    void clear() noexcept {
        for (auto& table : tables)
            table = 0;
        rows.clear();
        anything = everything = rows_lost = false;
    }

    void note(noted_row const& row) {
        if (rows.size() < most_rows) {
            rows.push_back(row);
        } else {
            rows_lost = true;
        }
    }

    /// Takes over what `other` noted, and empties it. Without memory: everything changed.
    void take(noted_changes& other) noexcept {
        add(other);
        other.clear();
    }
    void add(noted_changes const& other) noexcept {
        if (other.empty())
            return;
        anything = anything || other.anything;
        everything = everything || other.everything;
        rows_lost = rows_lost || other.rows_lost;
        try {
            if (tables.size() < other.tables.size())
                tables.resize(other.tables.size());
            for (std::size_t at = 0; at < other.tables.size(); ++at) {
                if (other.tables[at] != 0)
                    tables[at] = 1;
            }
            for (auto const& row : other.rows)
                note(row);
        } catch (...) {
            everything = true;
        }
    }

    static constexpr std::size_t most_rows = 10'000;
};

}  // namespace detail
}  // namespace lithe::inline v0
