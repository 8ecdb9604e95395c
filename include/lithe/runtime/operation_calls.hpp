#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The calls of lithe::database whose work is in <lithe/operations.hpp>: a program that does not
// include it pays for these few lines.

#include <lithe/meta/type_list.hpp>
#include <lithe/sqlite/operations.hpp>

#include <utility>

namespace lithe::inline v0 {

struct backup_options;
struct metrics;

namespace detail {

class database_core;
struct operation_access;

/// Explains what is missing where a call of operations is found by nobody.
template <bool Included>
consteval bool require_operations() {
    static_assert(Included,
                  "lithe: database: this call is in a header of its own; include "
                  "<lithe/operations.hpp>");
    return Included;
}

}  // namespace detail

/// `Self` is the database, which has core().
template <class Self>
class operation_calls {
public:
    /// Calls `callback(std::vector<Row> const&)` with the rows of `query` as they are, and again
    /// after each commit that changed a table it reads; commits that come while it runs are one.
    ///
    /// Returns: a lithe::observation, which ends with that object.
    /// Errors: those of the query, here; what a later run or `callback` throws goes to .on_error
    /// and ends the observation.
    /// Threads: `callback` runs on a thread of the database's observations, never on the writer's.
    /// It may read and write.
    template <class Statement, class Callback>
    auto observe(Statement query, Callback callback) const {
        constexpr bool included =
            requires(detail::database_core& core, Statement& moved, Callback& called) {
                observe_query(core, std::move(moved), std::move(called));
            };
        if constexpr (detail::require_operations<included>())
            return observe_query(core(), std::move(query), std::move(callback));
        else
            return detail::unavailable{};
    }

    /// Calls `callback(lithe::table_changes const&)` after each commit that changed one of the
    /// tables: which of them, and which rows.
    ///
    /// Returns, errors, threads: as observe().
    template <class... Entities, class Callback>
    auto observe_changes(Callback callback) const {
        constexpr bool included = requires(detail::database_core& core, Callback& called) {
            observe_tables(core, detail::type_list<Entities...>{}, std::move(called));
        };
        if constexpr (detail::require_operations<included>())
            return observe_tables(core(), detail::type_list<Entities...>{}, std::move(callback));
        else
            return detail::unavailable{};
    }

    /// Copies the database into the file `path` while others read and write it: its state at the
    /// beginning, checked (quick_check), flushed, and put in place of a file of that name at the
    /// end. `db.backup("copy.db", {.on_progress = show})`.
    ///
    /// Errors: cancelled when .stop asks for it; lithe::error when the copy cannot be written or is
    /// damaged. Then nothing has been changed under that name.
    /// Cost: a snapshot for as long as it runs, in which the WAL cannot start over.
    template <class Path, class Options = backup_options>
    void backup(Path const& path) const {
        constexpr bool included = requires(detail::database_core& core, Options const& options) {
            back_up(core, path, options);
        };
        if constexpr (detail::require_operations<included>())
            back_up(core(), path, Options{});
    }
    template <class Path, class Options = backup_options>
    void backup(Path const& path, Options const& options) const {
        constexpr bool included =
            requires(detail::database_core& core) { back_up(core, path, options); };
        if constexpr (detail::require_operations<included>())
            back_up(core(), path, options);
    }

    /// Counters and histograms of this moment. Cost: some locks, held for a moment, and stat().
    template <class Metrics = lithe::metrics>
    [[nodiscard]] auto metrics() const {
        constexpr bool included =
            requires(detail::database_core& core, Metrics& now) { collect_metrics(core, now); };
        if constexpr (detail::require_operations<included>()) {
            Metrics now;
            collect_metrics(core(), now);
            return now;
        } else {
            return detail::unavailable{};
        }
    }

private:
    friend Self;
    friend struct detail::operation_access;
    operation_calls() = default;

    detail::database_core& core() const { return static_cast<Self const&>(*this).core(); }
};

}  // namespace lithe::inline v0
