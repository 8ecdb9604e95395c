#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What the writer's connection changes, noted by SQLite's update hook: which tables, on request
// which rows, kept or dropped with the savepoint or transaction they belong to. What the hook does
// not see (WITHOUT ROWID tables, DELETE of a whole table, other processes) is found by counting.

#include <lithe/operations/noted_changes.hpp>
#include <lithe/runtime/wal_index.hpp>
#include <lithe/sqlite/result_code.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace lithe::inline v0 {
namespace detail {

/// Threads: that of the writer, but for last_commit. Lifetime: the connection's hook points here.
class change_log {
public:
    change_log() = default;
    change_log(change_log const&) = delete;
    change_log& operator=(change_log const&) = delete;

    /// Takes the update hook, or gives it up.
    void arm(sqlite3* writer, bool wanted) noexcept {
        if (wanted != armed()) {
            writer_ = wanted ? writer : nullptr;
            sqlite3_update_hook(writer, wanted ? &note_row : nullptr, this);
        }
        if (wanted) {
            count_anew();
            index_.attach(writer);
        }
    }
    bool armed() const noexcept { return writer_ != nullptr; }

    void member_begins() noexcept { transaction_.take(member_); }
    void member_undone() noexcept { member_.clear(); }
    void rolled_back() noexcept {
        if (!armed())
            return;
        member_.clear();
        transaction_.clear();
        count_anew();
    }
    void committed() noexcept {
        if (!armed())
            return;
        // A row that is changed without the hook is counted all the same.
        if (sqlite3_total_changes64(writer_) - counted_from_ > hooked_)
            transaction_.everything = true;
        count_anew();
        transaction_.take(member_);
        if (index_.attached()) {
            auto const commits = index_.commits();
            auto const before = last_commit.exchange(commits);
            if (before != 0 && commits - before > 1)
                transaction_.everything = true;  // somebody else's commit lies between
        }
        committed_.take(transaction_);
    }

    /// What was committed since it was last emptied.
    noted_changes& result() noexcept { return committed_; }

    std::vector<std::string> names{};  // of the tables of interest, by number
    bool notes_rows = false;
    std::atomic<std::uint32_t> last_commit{0};  // that is known, of anybody

private:
    void count_anew() noexcept {
        counted_from_ = sqlite3_total_changes64(writer_);
        hooked_ = 0;
    }

    // Nearly always the table of the row before.
    bool find(char const* table) noexcept {
        if (last_ < names.size() && std::strcmp(names[last_].c_str(), table) == 0)
            return true;
        for (std::size_t at = 0; at < names.size(); ++at) {
            if (sqlite3_stricmp(names[at].c_str(), table) == 0) {
                last_ = at;
                return true;
            }
        }
        return false;
    }

    static void note_row(void* self, int action, char const*, char const* table,
                         sqlite3_int64 rowid) noexcept {
        auto& log = *static_cast<change_log*>(self);
        ++log.hooked_;
        if (!log.find(table))
            return;
        auto& now = log.member_;
        try {
            if (now.tables.size() < log.names.size())
                now.tables.resize(log.names.size());
            now.tables[log.last_] = 1;
            now.anything = true;
            if (log.notes_rows)
                now.note({log.last_, action, rowid});
        } catch (...) {
            now.everything = true;
        }
    }

    sqlite3* writer_ = nullptr;
    wal_index index_;
    std::size_t last_ = 0;
    std::int64_t counted_from_ = 0;
    std::int64_t hooked_ = 0;
    noted_changes member_{};
    noted_changes transaction_{};
    noted_changes committed_{};
};

}  // namespace detail
}  // namespace lithe::inline v0
