#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The production runtime on one file: a writer thread that commits in groups, a pool of read-only
// connections, and every statement sent to the one or the other by its type.

#include <lithe/runtime/access.hpp>
#include <lithe/runtime/database_core.hpp>
#include <lithe/runtime/future.hpp>
#include <lithe/runtime/one_statement.hpp>
#include <lithe/runtime/operation_calls.hpp>
#include <lithe/runtime/options.hpp>
#include <lithe/runtime/reader_pool.hpp>
#include <lithe/runtime/snapshot.hpp>
#include <lithe/runtime/temporary_file.hpp>
#include <lithe/runtime/write_calls.hpp>
#include <lithe/sqlite/handle.hpp>
#include <lithe/sqlite/transaction.hpp>

#include <chrono>
#include <cstddef>
#include <memory>  // unique_ptr: the threads point to what a moved database takes along
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {

/// A database file with one writer thread and a pool of readers.
///
/// Threads: every member but destructor and move may be called from any thread at any time.
/// Lifetime: callbacks get a reader or a transaction that is not used after they return.
/// Errors: inside a callback of the same database write() and close() throw reentrant_call, and so
/// does read() except in a continuation; after close() everything throws closed.
class database : public one_statement_operations<database>,
                 public write_calls<database>,
                 public operation_calls<database> {
public:
    /// Opens `path` (UTF-8 text or std::filesystem::path) and starts the writer thread; with
    /// open::read_only and open::immutable there is none, and write() throws.
    ///
    /// Errors: throws std::invalid_argument for senseless options before the file is touched,
    /// lithe::error when the file cannot be opened as asked or a setting is not taken.
    explicit database(detail::utf8_path const& path, database_options const& options = {})
        : database(checked(path.text(), options), options, nullptr) {}

    /// Opens a new, empty database that is gone when closed, for tests: the same calls and results
    /// as with a file, and the same concurrency.
    ///
    /// It is a file in a private folder under $TMPDIR, with WAL and synchronous=OFF; the options
    /// `mode`, `synchronous` and `journal` do not count. A process that is killed leaves it behind.
    static database in_memory(database_options options = {}) {
        options.mode = open::create;
        options.synchronous = synchronous::off;
        options.journal = journal::wal;
        detail::validate(options);
        auto file = std::make_unique<detail::temporary_file>();
        auto const path = file->path();
        return database(path, options, std::move(file));
    }

    database(database&&) noexcept = default;
    database& operator=(database&& other) noexcept {
        if (this != &other) {
            shut();
            core_ = std::move(other.core_);
        }
        return *this;
    }

    /// Closes like close(). Inside a callback of this database, or on its writer thread, where that
    /// would wait for itself, a thread of its own closes it once the callback has returned.
    ~database() { shut(); }

    /// Runs `task(reader&)` on this thread in one snapshot: all its queries see the same commit,
    /// and at least every write that was acknowledged before.
    ///
    /// Returns: what `task` returns, by value.
    /// Errors: what `task` throws; closed; reentrant_call inside a callback of this database;
    /// deadline_exceeded and cancelled when `limits` say so: its statements are interrupted.
    /// Cost: waits while all readers are lent. A long read keeps the WAL from shrinking.
    template <class Task>
    auto read(Task&& task, read_options const& limits = {},
              call_site site = call_site::here()) const {
        if constexpr (detail::require_read_callback<Task>()) {
            using result = detail::lasting<decltype(task(std::declval<reader&>()))>;
            detail::require_lasting<result>();
            auto& core = this->core();
            detail::require_read_allowed(&core);
            detail::access_record const inside(&core, detail::access_kind::read_block);
            detail::reader_pool::lease const lent(
                core.readers(),
                {.may_wait = may_wait_for_reader(core), .limits = &limits, .site = site});
            lent->begin();
            return detail::run_watched<result>(*lent, task);
        } else {
            return detail::unavailable{};
        }
    }

    /// The last commit, for reads at different times and on several threads; it holds readers of
    /// its own, beside those of read(), and lets the WAL grow for as long as it lives.
    ///
    /// Errors: std::invalid_argument unless .readers is from 1 to 64; reentrant_call in a write
    /// callback; closed.
    [[nodiscard]] lithe::snapshot snapshot(snapshot_options const& options = {},
                                           call_site site = call_site::here()) const {
        auto& core = this->core();
        detail::require_read_allowed(&core);
        lithe::snapshot made(
            *new detail::snapshot_state(&core, core.readers(), options.readers, site));
        core.snapshots().add(made.state());
        return made;
    }

    /// What each statement did since the file was opened: calls, rows, times, full scans, sorts.
    ///
    /// Cost: sums what each connection counted; the connections go on meanwhile.
    template <class Result = lithe::statistics>
    [[nodiscard]] Result statistics() const {
        return detail::collect_statistics<Result>(core().ledgers());
    }

    /// How many reads may run at a time from now on, as the option .readers. Reads that run on
    /// readers beyond it end as they will.
    void set_readers(std::size_t count) {
        detail::require_option(count >= 1 && count <= 10'000, "readers", "must be from 1 to 10000");
        core().readers().resize(count);
    }

    /// Refuses further calls, waits for the writes queued and the reads under way, and closes the
    /// file. A second call does nothing.
    void close() {
        auto& core = this->core();
        detail::require_close_allowed(&core);
        core.close(std::nullopt);
    }

    /// As close(), but after `limit` the writes that have not begun fail with closed and the reads
    /// are interrupted (cancelled); only what runs at that moment is waited for.
    ///
    /// Returns: whether every queued write was run.
    template <class Rep, class Period>
    bool close(std::chrono::duration<Rep, Period> limit) {
        auto& core = this->core();
        detail::require_close_allowed(&core);
        return core.close(detail::deadline_after(limit));
    }

private:
    friend class one_statement_operations<database>;
    friend class write_calls<database>;
    friend class operation_calls<database>;

    database(std::string const& path, database_options const& options,
             std::unique_ptr<detail::temporary_file> file)
        : core_(std::make_unique<detail::database_core>(path, options, std::move(file))) {}

    static std::string const& checked(std::string const& path, database_options const& options) {
        detail::validate(options);
        if (detail::is_private_to_connection(path)) {
            throw std::invalid_argument("lithe: database: each connection would have a \"" + path +
                                        "\" of its own; use database::in_memory()");
        }
        if (auto const* const refused = detail::refused_uri_parameter(path, options.mode))
            throw std::invalid_argument("lithe: database: the URI says " + std::string(refused));
        return path;  // NOLINT(bugprone-return-const-ref-from-parameter): a step of the call
    }

    detail::database_core& core() const {
        if (core_ == nullptr)
            throw std::logic_error("lithe: database: it was moved from");
        if (core_->was_forked()) {
            throw std::logic_error(
                "lithe: database: it was opened before fork(), which SQLite does not survive; exec "
                "in "
                "the child, or close it before fork()");
        }
        return *core_;
    }

    void shut() noexcept {
        if (core_ == nullptr)
            return;
        // In a child its threads are not there, and closing would touch the parent's locks.
        if (core_->was_forked()) {
            static_cast<void>(core_.release());
            return;
        }
        if (core_->is_inside()) {
            end_elsewhere(core_.release());
            return;
        }
        core_->close(std::nullopt);
        core_.reset();
    }

    // The last owner went in a callback, or with what a task held: to close here would wait for
    // this thread itself. Without another thread it stays open; what was acknowledged is written.
    static void end_elsewhere(detail::database_core* core) noexcept {
        try {
            std::thread([core] { delete core; }).detach();
        } catch (std::system_error const&) {  // no thread to be had
        }
    }

    // The writer thread, in a continuation, must not: the readers may be waiting for it.
    static bool may_wait_for_reader(detail::database_core& core) noexcept {
        return !detail::on_writer_thread(&core);
    }

    // One statement is its own snapshot: BEGIN and COMMIT would only cost.
    template <class Task>
    auto read_statement(Task&& task, call_site site = {}) const {
        auto& core = this->core();
        detail::require_read_allowed(&core);
        // A function of SQL, or on_open, that reads here would wait for the reader it runs on.
        detail::access_record const inside(&core, detail::access_kind::read_block);
        detail::reader_pool::lease const lent(
            core.readers(), {.may_wait = may_wait_for_reader(core), .site = site});
        if (core.readers().keeps_snapshots())
            lent->begin_kept();
        using result = std::remove_cvref_t<decltype(task(std::declval<reader&>()))>;
        return detail::run_watched<result>(*lent, task);
    }

    std::unique_ptr<detail::database_core> core_;
};

}  // namespace lithe::inline v0
