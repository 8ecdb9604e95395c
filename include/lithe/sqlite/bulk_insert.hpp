#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// insert_all: a whole range by one INSERT … SELECT from a virtual table that walks it, with no
// bind, step or reset for each row (0.7 of the usual loop's time). With triggers SQLite buffers the
// rows first and the failing one could not be named, so such tables are filled row by row in a
// savepoint.

#include <lithe/sqlite/run.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <iterator>
#include <memory>  // std::addressof: an entity may overload &
#include <optional>
#include <type_traits>
#include <utility>

namespace lithe::inline v0::detail {

/// The rows of a range, given to SQLite column by column.
template <class Entity, class Iterator, class Sentinel>
class entity_rows : public row_source {
public:
    entity_rows(sqlite3* db, Iterator first, Sentinel last)
        : at_(std::move(first)), end_(std::move(last)), db_(db) {
        state = this;
        next = [](void* self) noexcept { return static_cast<entity_rows*>(self)->advance(); };
        column = [](void* self, sqlite3_context* out, int index) noexcept {
            static_cast<entity_rows*>(self)->give(out, index, field_indices<Entity>{});
        };
    }

    /// What a value could not be given for; thrown on when the statement has failed.
    std::exception_ptr failure{};

private:
    static constexpr bool shows_objects =
        std::is_lvalue_reference_v<decltype(*std::declval<Iterator&>())>;

    bool advance() noexcept {
        try {
            if (started_) {
                require_last_key();
                ++at_;
            }
            started_ = true;
            if (at_ == end_)
                return false;
            if constexpr (shows_objects) {
                current_ = std::addressof(*at_);
            } else {
                made_.emplace(*at_);
                current_ = std::addressof(*made_);
            }
            return true;
        } catch (...) {
            // A row that is not there: reading it fails, and with it the whole statement.
            failure = std::current_exception();
            current_ = nullptr;
            return true;
        }
    }

    // The row before, which SQLite has inserted.
    void require_last_key() {
        --position;
        require_assigned_key<Entity>(db_);
        ++position;
    }

    template <std::size_t... Index>
    void give(sqlite3_context* out, int index, std::index_sequence<Index...>) noexcept {
        if (current_ == nullptr)
            return keep_failure(out, failure);
        static_cast<void>(
            ((index == static_cast<int>(Index) && (give_field<Index>(out), true)) || ...));
    }

    template <std::size_t Index>
    void give_field(sqlite3_context* out) noexcept {
        result_target target(out);
        try {
            give_value_of<Index>(target, get_field<Index>(*current_));
        } catch (value_fault const& fault) {
            column_origin const origin = field_origin<Entity>(Index);
            keep_failure(out, std::make_exception_ptr(conversion_error(
                                  std::string(origin.table), std::string(origin.column),
                                  std::string(fault.expected), fault.found,
                                  sql_of<insert_rows_text<Entity>>)));
        } catch (...) {
            keep_failure(out, std::current_exception());
        }
    }

    template <std::size_t Index, class Field>
    static void give_value_of(result_target& target, Field const& field) {
        using form = field_form<Entity, Index>;
        if constexpr (has_assigned_key<Entity> && is_in_sequence<Index, key_of<Entity>>) {
            give_new_key(target, field);
        } else if constexpr (form::size > 0) {
            if constexpr (is_optional<Field>) {
                if (!field)
                    return target.null();
                give_stored<chosen_traits<bare<Field>, form>>(target, *field);
            } else {
                give_stored<chosen_traits<Field, form>>(target, field);
            }
        } else {
            give_value(target, field);
        }
    }

    void keep_failure(sqlite3_context* out, std::exception_ptr what) noexcept {
        failure = std::move(what);
        sqlite3_result_error(out, "lithe: a value could not be stored", -1);
    }

    Iterator at_;
    Sentinel end_;
    Entity const* current_ = nullptr;
    std::conditional_t<shows_objects, char, std::optional<Entity>> made_{};
    sqlite3* db_;
    bool started_ = false;
};

/// Notes which element failed and throws on.
template <class Failing>
[[noreturn]] void rethrow_with_element(std::size_t index, Failing&& failing) {
    try {
        failing();
    } catch (constraint_error& thrown) {
        // Judged when the statement ends, hence not of the row that was read last.
        if (thrown.kind() != constraint_kind::foreign_key)
            thrown.set_element(index);
        throw;
    } catch (error& thrown) {
        thrown.set_element(index);
        throw;
    }
    throw error("lithe: insert_all failed without an error");
}

template <class Entity, class Range>
std::int64_t insert_rows_from_table(session& on, Range&& range) {
    using facts = facts_of<insert_rows_text<Entity>>;
    using std::begin, std::end;
    entity_rows<Entity, decltype(begin(range)), decltype(end(range))> rows(
        on.native(), begin(range), end(range));
    forgotten_key<Entity> const forgotten(on.native());
    statement_lease const lease = on.ready().acquire<facts>();
    run_meter meter(on.ledger(), lease, facts::value);
    row_lease const shown(on.rows(), rows);
    int const rc = sqlite3_step(lease.get());
    if (rc != SQLITE_DONE || on.unsettled().any()) {
        meter.note_error(rc);
        rethrow_with_element(rows.position, [&] {
            if (on.unsettled().any()) {
                sqlite3_reset(lease.get());
                on.unsettled().end_run(true, {facts::value.text, facts::value.size});
            }
            if (rows.failure)
                std::rethrow_exception(rows.failure);
            throw_error(on.native(), rc, {facts::value.text, facts::value.size}, &facts::value);
        });
    }
    return sqlite3_changes64(on.native());
}

template <class Entity, class Range>
std::int64_t insert_rows_one_by_one(session& on, Range&& range) {
    forgotten_key<Entity> forgotten(on.native());
    undo_scope scope(on);
    std::int64_t count = 0;
    for (auto&& object : range) {
        Entity const& row = object;
        try {
            forgotten.forget();
            execute(on, insert_entity<Entity, key_use::assign>(row));
            require_assigned_key<Entity>(on.native());
        } catch (error& thrown) {
            thrown.set_element(static_cast<std::size_t>(count));
            throw;
        }
        ++count;
    }
    scope.keep();
    return count;
}

/// Whether a foreign key is violated that must be met before COMMIT.
inline bool has_open_foreign_keys(session& on) {
    int open = 0;
    int highest = 0;
    sqlite3_db_status(on.native(), SQLITE_DBSTATUS_DEFERRED_FKS, &open, &highest, 0);
    return open != 0;
}

// Inserts the rows once more, one by one with every foreign key deferred, and undoes that.
template <class Entity, class Range>
std::optional<std::size_t> first_without_parent(session& on, Range& range) {
    std::optional<std::size_t> found;
    undo_scope const scope(on);
    on.run<"PRAGMA defer_foreign_keys=ON">();
    std::size_t at = 0;
    for (auto&& object : range) {
        Entity const& row = object;
        execute(on, insert_entity<Entity, key_use::assign>(row));
        if (!has_open_foreign_keys(on)) {
            found.reset();
        } else if (!found) {
            found = at;
        }
        ++at;
    }
    return found;
}

/// SQLite does not say which row failed a foreign key, only that one did. Nothing is noted where
/// that was violated before, or cannot be found out.
template <class Entity, class Range>
void note_foreign_key_element(session& on, Range& range, constraint_error& thrown) noexcept {
    if (thrown.element() || thrown.kind() != constraint_kind::foreign_key)
        return;
    try {
        if (has_open_foreign_keys(on))
            return;
        bool const deferred = on.ask<"PRAGMA defer_foreign_keys">() != 0;
        auto const found = first_without_parent<Entity>(on, range);
        if (!deferred)
            on.run<"PRAGMA defer_foreign_keys=OFF">();
        if (found)
            thrown.set_element(*found);
    } catch (...) {
        sqlite3_exec(on.native(), "PRAGMA defer_foreign_keys=OFF", nullptr, nullptr, nullptr);
    }
}

template <class Entity, class Range>
std::int64_t insert_rows(session& on, Range&& range) {
    if constexpr (field_count<Entity> <= static_cast<std::size_t>(row_table_columns)) {
        if (!has_triggers<Entity>(on)) {
            return insert_rows_from_table<Entity>(on, range);
        }
    }
    return insert_rows_one_by_one<Entity>(on, range);
}

/// Inserts every element or none. Returns how many.
///
/// An immediate foreign key from one element to a later one is met when the statement ends; where
/// triggers have the rows inserted one by one, the parent must come first.
template <class Entity, class Range>
std::int64_t insert_all(session& on, Range&& range) {
    using std::begin;
    if constexpr (foreign_keys_of<Entity>::size > 0 &&
                  std::forward_iterator<decltype(begin(range))>) {
        try {
            return insert_rows<Entity>(on, range);
        } catch (constraint_error& thrown) {
            note_foreign_key_element<Entity>(on, range, thrown);
            throw;
        }
    } else {
        return insert_rows<Entity>(on, range);
    }
}

}  // namespace lithe::inline v0::detail
