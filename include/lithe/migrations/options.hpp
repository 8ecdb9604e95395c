#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// How a migrator runs, what it tells while it does, and what it says afterwards.

#include <lithe/migrations/plan.hpp>
#include <lithe/runtime/stop_token.hpp>
#include <lithe/sqlite/callback.hpp>
#include <lithe/sqlite/open_options.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lithe::inline v0::migrations {

enum class phase : std::uint8_t { steps, copy, foreign_keys, verify, backup };

/// What is being done, told after each chunk of a copy and at each phase.
struct progress {
    std::string_view version{};
    std::string_view object{};  // the table that is copied, or the file of a backup
    migrations::phase phase = migrations::phase::steps;
    std::int64_t done = 0;  // rows; of a backup pages
    std::int64_t total = 0;
};

/// What to do when the file's schema is not what the last migration left.
enum class drift : std::uint8_t { fail, report };

/// What to do with a migration that is older than one that is applied, as after a merge.
enum class out_of_order : std::uint8_t {
    reject,          // refuse to run
    run,             // run it, if both orders end in the same schema
    skip_and_report  // leave it out: report.skipped
};

/// Which migrations are run.
enum class phases : std::uint8_t {
    all,
    expand_only  // up to the first that older programs would not survive: report.held
};

/// How much of the file is looked at before a migration is committed, beside foreign keys.
enum class verify : std::uint8_t {
    schema,          // the schema: what the history says, and it compiles
    quick_check,     // and SQLite's quick_check of the whole file
    integrity_check  // and that its indexes have what its tables have
};

/// A copy of the file as it is before the first change, for the day on which the change turns out
/// to have been wrong.
struct backup {
    /// The copy is called so, with `-` and the last version applied behind it (`-0` if there is
    /// none): `app.db.before-20260101000000`. Empty: no copy.
    std::string path{};
    /// Only when something of this risk, or of a higher one, is about to run.
    migrations::risk from = migrations::risk::lossy;
    /// Called on the connections that read the file and write the copy: PRAGMA key.
    lithe::detail::callback<void(connection&)> on_open{};
};

struct options {
    std::string to{};  // the last version to apply; empty: all
    migrations::risk max_risk =
        risk::opaque;  // the operator's key: migrate() refuses what is above
    lithe::timeout busy_timeout =
        std::chrono::milliseconds(30000);  // how long to wait for SQLite's write lock
    std::size_t chunk_rows = 10'000;       // of a rebuild: between two calls of on_progress
    drift on_drift = drift::fail;
    out_of_order order = out_of_order::reject;
    /// Of a new file everything is run: no older program uses it.
    migrations::phases phases = migrations::phases::all;
    migrations::verify after = migrations::verify::schema;
    migrations::backup before{};
    bool allow_drafts = false;  // migrate() of a release build refuses m::draft otherwise
    /// Returns: false to give up; everything of the migration is undone (cancelled).
    lithe::detail::callback<bool(progress const&)> on_progress{};
    stop_token stop{};
};

/// What migrate(), rehearse() and rollback() did.
struct report {
    std::vector<std::string> versions;  // applied, or undone, in the order that it was done
    std::vector<std::string> skipped;   // out_of_order::skip_and_report
    std::vector<std::string> held;      // phases::expand_only: left to an operator
    std::string backup;                 // the file that options.before had written; empty: none
    std::int64_t copied_rows = 0;
    std::chrono::microseconds duration{0};
};

/// What the file's history says, beside what the program's does.
struct status {
    std::vector<std::string> applied;
    std::vector<std::string> pending;
    std::vector<std::string> edited;        // applied, but now other steps
    std::vector<std::string> unknown;       // applied, but not in the program's history
    std::vector<std::string> external;      // applied by another tool: no digest is known
    std::vector<std::string> out_of_order;  // pending, but before one that is applied
    std::string other_tool;                 // whose history the file has, if another's

    [[nodiscard]] bool up_to_date() const {
        return pending.empty() && edited.empty() && unknown.empty();
    }
    /// For people: a line for each version.
    [[nodiscard]] std::string text() const {
        std::string out;
        auto const add = [&out](std::vector<std::string> const& list, std::string_view words) {
            for (std::string const& version : list)
                out += version + ' ' + std::string(words) + '\n';
        };
        add(applied, "applied");
        add(external, "applied by another tool");
        add(edited, "EDITED since it was applied");
        add(unknown, "UNKNOWN to this program");
        add(out_of_order, "OUT OF ORDER");
        add(pending, "pending");
        if (!other_tool.empty())
            out += "the file has a history of " + other_tool + '\n';
        return out.empty() ? "no migrations\n" : out;
    }
};

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out,
                                             status const& shown) {
    return out << shown.text();
}

/// Whether the file is what its history left, and where not; `differences` is empty when it is.
struct drift_report {
    std::vector<std::string> differences;
    [[nodiscard]] bool ok() const { return differences.empty(); }
};

}  // namespace lithe::inline v0::migrations
