#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Prepared statements, once per connection, found by the slot of their type: an array access, no
// hash. A text from another shared object that has slots of its own is found by its address.

#include <lithe/sqlite/statement_registry.hpp>
#include <lithe/sqlite/throw_error.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace lithe::inline v0::detail {

/// So that the next push_back cannot throw, and growing stays cheap.
template <class Element>
void make_room(std::vector<Element>& list) {
    if (list.size() == list.capacity())
        list.reserve(2 * list.size() + 8);
}

struct table_entry {
    sqlite3_stmt* statement = nullptr;
    statement_slot slot{};
    bool busy = false;
    bool orphaned = false;  // the table has gone, the lease has not
    bool confirms = false;  // as its facts say, which a run need not look at then
    std::uint64_t last_use = 0;
    std::size_t last_rows = 0;    // how many the last run gave
    table_entry* next = nullptr;  // the same statement once more, or another object's slot
};

/// A prepared statement lent for one run; reset when it is given back. May outlive its table.
class statement_lease {
public:
    explicit statement_lease(table_entry& entry) : entry_(&entry) { entry.busy = true; }
    statement_lease(statement_lease&& other) noexcept : entry_(other.entry_) {
        other.entry_ = nullptr;
    }
    statement_lease(statement_lease const&) = delete;
    statement_lease& operator=(statement_lease const&) = delete;
    statement_lease& operator=(statement_lease&&) = delete;
    ~statement_lease() {
        if (entry_ == nullptr)
            return;
        sqlite3_reset(entry_->statement);  // its error was reported by the step that failed
        entry_->busy = false;
        if (entry_->orphaned) [[unlikely]] {
            sqlite3_finalize(entry_->statement);
            delete entry_;
        }
    }

    [[nodiscard]] sqlite3_stmt* get() const { return entry_->statement; }
    [[nodiscard]] table_entry& entry() const { return *entry_; }
    [[nodiscard]] statement_slot slot() const { return entry_->slot; }
    /// Whether its columns are to be confirmed when SQLite prepares it anew.
    [[nodiscard]] bool confirms() const { return entry_->confirms; }
    /// How many rows the last run gave.
    [[nodiscard]] std::size_t last_rows() const { return entry_->last_rows; }
    void note_rows(std::size_t count) const { entry_->last_rows = count; }

private:
    table_entry* entry_;
};

/// Lets a collector have as many arguments as a row has columns: SQLite's advice for untrusted SQL
/// is to lower that limit. https://www.sqlite.org/security.html
class wide_functions {
public:
    explicit wide_functions(sqlite3* db)
        : db_(db), before_(sqlite3_limit(db, SQLITE_LIMIT_FUNCTION_ARG, 127)) {}
    wide_functions(wide_functions const&) = delete;
    wide_functions& operator=(wide_functions const&) = delete;
    ~wide_functions() { sqlite3_limit(db_, SQLITE_LIMIT_FUNCTION_ARG, before_); }

private:
    sqlite3* db_;
    int before_;
};

/// The prepared statements of one connection.
/// Threads: one at a time, as the connection.
class statement_table {
public:
    explicit statement_table(std::size_t limit = 0) : limit_(limit) {}
    statement_table(statement_table const&) = delete;
    statement_table& operator=(statement_table const&) = delete;
    ~statement_table() { clear(); }

    /// Prepares on first use, and again for a statement that is running already.
    /// Errors: what sqlite3_prepare_v3 answers, as lithe::error.
    LITHE_ALWAYS_INLINE statement_lease acquire(sqlite3* db, statement_slot slot,
                                                statement_facts const& facts) {
        if (slot.index < slots_.size()) [[likely]] {
            table_entry* const entry = slots_[slot.index];
            if (entry != nullptr && entry->statement != nullptr && !entry->busy &&
                entry->slot == slot) [[likely]] {
                entry->last_use = ++uses_;
                return statement_lease(*entry);
            }
        }
        return acquire_slowly(db, slot, facts);
    }

    /// A statement for one run, which is not kept. Errors: as acquire.
    statement_lease prepare_once(sqlite3* db, statement_facts const& facts) {
        table_entry* const entry = new table_entry{.orphaned = true};
        try {
            prepare(db, *entry, facts);
        } catch (...) {
            delete entry;
            throw;
        }
        --prepared_;
        return statement_lease(*entry);
    }

    /// Finalises everything that is not running, and what runs as soon as it ends.
    void clear() noexcept {
        for (table_entry* const entry : entries_) {
            entry->orphaned = entry->busy;
            if (entry->busy)
                continue;
            sqlite3_finalize(entry->statement);
            delete entry;
        }
        entries_.clear();
        slots_.clear();
        prepared_ = 0;
    }

    /// How many statements are prepared now.
    [[nodiscard]] std::size_t size() const { return prepared_; }
    /// How often sqlite3_prepare_v3 was called.
    [[nodiscard]] std::uint64_t preparations() const { return preparations_; }

private:
    statement_lease acquire_slowly(sqlite3* db, statement_slot slot, statement_facts const& facts) {
        table_entry& entry = find_idle(slot);
        if (entry.statement == nullptr)
            prepare(db, entry, facts);
        entry.last_use = ++uses_;
        statement_lease lease(entry);
        if (limit_ != 0)
            keep_limit();
        return lease;
    }

    // An idle entry of this statement, else a new one. The chain of a slot is longer than one where
    // a statement ran more than once at a time, or where shared objects have slots of their own.
    table_entry& find_idle(statement_slot slot) {
        if (slot.index >= slots_.size())
            slots_.resize(slot.index + 1);
        table_entry*& first = slots_[slot.index];
        for (table_entry* entry = first; entry != nullptr; entry = entry->next)
            if (entry->slot == slot && !entry->busy)
                return *entry;
        make_room(entries_);
        table_entry* const fresh = new table_entry{.slot = slot};
        entries_.push_back(fresh);
        table_entry*& link = first == nullptr ? first : first->next;
        fresh->next = link;
        link = fresh;
        return *fresh;
    }

    static int prepare_text(sqlite3* db, table_entry& entry, statement_facts const& facts) {
        return sqlite3_prepare_v3(db, facts.text, static_cast<int>(facts.size) + 1,
                                  SQLITE_PREPARE_PERSISTENT, &entry.statement, nullptr);
    }
    static int prepare_collected(sqlite3* db, table_entry& entry, statement_facts const& facts) {
        wide_functions const enough(db);
        return prepare_text(db, entry, facts);
    }

    void prepare(sqlite3* db, table_entry& entry, statement_facts const& facts) {
        ++preparations_;
        int const rc = facts.shown.empty() ? prepare_text(db, entry, facts)
                                           : prepare_collected(db, entry, facts);
        if (rc != SQLITE_OK)
            throw_error(db, rc, sql_of_facts(facts), &facts);
        entry.confirms = facts.confirm != nullptr;
        if (entry.confirms)
            confirm(entry, facts);
        ++prepared_;
    }
    static void confirm(table_entry& entry, statement_facts const& facts) {
        try {
            facts.confirm(entry.statement, facts);
        } catch (...) {
            sqlite3_finalize(std::exchange(entry.statement, nullptr));
            throw;
        }
    }

    void keep_limit() {
        while (prepared_ > limit_) {
            table_entry* oldest = nullptr;
            for (table_entry* const entry : entries_) {
                bool const idle = entry->statement != nullptr && !entry->busy;
                if (idle && (oldest == nullptr || entry->last_use < oldest->last_use))
                    oldest = entry;
            }
            if (oldest == nullptr)
                return;  // all are running
            sqlite3_finalize(oldest->statement);
            oldest->statement = nullptr;
            --prepared_;
        }
    }

    std::vector<table_entry*> slots_;    // by slot, not owned
    std::vector<table_entry*> entries_;  // all, owned: an entry keeps its address while it is lent
    std::size_t limit_;
    std::size_t prepared_ = 0;
    std::uint64_t uses_ = 0;
    std::uint64_t preparations_ = 0;
};

}  // namespace lithe::inline v0::detail
