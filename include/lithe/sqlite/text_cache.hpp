#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The texts that were known only at run time (sql_text) and are run again: the last few of each
// connection stay prepared. Those of statement types have slots instead (statement_table.hpp).

#include <lithe/sqlite/statement_table.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lithe::inline v0::detail {

/// Threads: one at a time, as the connection.
class text_cache {
public:
    /// How many texts stay prepared: the one that was not used for longest goes.
    static constexpr std::size_t most = 16;

    text_cache() = default;
    text_cache(text_cache const&) = delete;
    text_cache& operator=(text_cache const&) = delete;
    ~text_cache() {
        for (std::size_t at = 0; at < size_; ++at)
            let_go(texts_[at]);
    }

    /// Errors: as statement_table::acquire.
    statement_lease acquire(statement_table& table, sqlite3* db, statement_facts const& facts) {
        std::string_view const text(facts.text, facts.size);
        for (std::size_t at = 0; at < size_; ++at) {
            kept_text& kept = texts_[at];
            if (kept.text != text)
                continue;
            if (kept.entry->busy)
                return table.prepare_once(db, facts);
            if (kept.confirm != facts.confirm)
                confirm(kept, facts);
            kept.last_use = ++uses_;
            return statement_lease(*kept.entry);
        }
        statement_lease lease = table.prepare_once(db, facts);
        keep(lease, facts);
        return lease;
    }

    [[nodiscard]] std::size_t size() const { return size_; }

private:
    struct kept_text {
        std::string text{};
        confirm_function confirm = nullptr;
        table_entry* entry = nullptr;  // the cache's own, unless it is orphaned
        std::uint64_t last_use = 0;
    };

    // What is running ends with its lease.
    static void let_go(kept_text& kept) noexcept {
        kept.entry->orphaned = kept.entry->busy;
        if (kept.entry->busy)
            return;
        sqlite3_finalize(kept.entry->statement);
        delete kept.entry;
    }

    // The same text for another row, or with another number of values.
    static void confirm(kept_text& kept, statement_facts const& facts) {
        if (facts.confirm != nullptr)
            facts.confirm(kept.entry->statement, facts);
        kept.confirm = facts.confirm;
        kept.entry->confirms = facts.confirm != nullptr;
    }

    void keep(statement_lease& lease, statement_facts const& facts) {
        std::size_t at = size_;
        if (size_ == most) {
            for (std::size_t each = 0; each < most; ++each)
                if (!texts_[each].entry->busy &&
                    (at == most || texts_[each].last_use < texts_[at].last_use))
                    at = each;
            if (at == most)
                return;  // all are running: this one ends with its lease
        }
        std::string text(facts.text, facts.size);
        if (at < size_) {
            let_go(texts_[at]);
        } else {
            ++size_;
        }
        kept_text& kept = texts_[at];
        kept.text.swap(text);
        kept.confirm = facts.confirm;
        kept.entry = &lease.entry();
        kept.last_use = ++uses_;
        lease.entry().orphaned = false;
    }

    kept_text texts_[most]{};
    std::size_t size_ = 0;
    std::uint64_t uses_ = 0;
};

}  // namespace lithe::inline v0::detail
