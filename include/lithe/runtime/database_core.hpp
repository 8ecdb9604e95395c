#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a lithe::database is made of, at an address that stays when the database moves: threads and
// the records of who is inside which database point to it.

#include <lithe/runtime/access.hpp>
#include <lithe/runtime/commit_listener.hpp>
#include <lithe/runtime/options.hpp>
#include <lithe/runtime/process.hpp>
#include <lithe/runtime/reader_pool.hpp>
#include <lithe/runtime/snapshot.hpp>
#include <lithe/runtime/temporary_file.hpp>
#include <lithe/runtime/writer.hpp>
#include <lithe/sqlite/error.hpp>

#include <chrono>
#include <cstdint>
#include <memory>  // unique_ptr: a file of in_memory() is there or not, and does not move
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

/// A writer, unless the file is only read, and a pool of readers. The members are destroyed in the
/// order of closing: readers first, the writer last, which removes the WAL, then the temporary
/// file.
class database_core {
public:
    /// Precondition: `options` are valid. Errors: what opening the file throws, before any thread
    /// runs.
    database_core(std::string const& path, database_options const& options,
                  std::unique_ptr<temporary_file> file)
        : on_error_(options.on_error),
          ledgers_(options.statement_statistics, options.on_statement),
          file_(std::move(file)),
          readers_(path, reader_options(options), options.readers,
                   {options.keep_snapshots, options.max_read_age, &ledgers_}) {
        if (may_write(options.mode)) {
            writer_.emplace(path, writer_options(options), queue_settings(options), this);
            if (file_ == nullptr)
                claim_.emplace(writer_->connection().native());
            writer_->connection().record_in(ledgers_.rent(nullptr, true));
        } else {
            reader_pool::lease const opened(readers_);  // its errors are those of opening
        }
    }

    database_core(database_core const&) = delete;
    database_core& operator=(database_core const&) = delete;
    ~database_core() {
        close(std::nullopt);
        if (listener_ != nullptr)
            listener_->release();
        if (attached_ != nullptr)
            drop_attached_(attached_);
    }

    reader_pool& readers() noexcept { return readers_; }

    /// The one listener of this database, made by `make()` when it is first asked for. Of one type.
    ///
    /// Errors: closed; what `make` throws.
    template <class Listener, class Make>
    Listener& listener(Make make) {
        std::lock_guard const lock(listening_);
        if (closed_)
            throw closed("lithe: observe(): the database is closed");
        if (listener_ == nullptr) {
            Listener& made = make();
            listener_ = &made;
            if (writer_)
                writer_->listen(made);
        }
        return static_cast<Listener&>(*listener_);
    }
    /// What operations keep with a database: one object, made when it is first asked for. Of one
    /// type.
    template <class Object>
    Object& attached() {
        std::lock_guard const lock(listening_);
        if (attached_ == nullptr) {
            attached_ = new Object;
            drop_attached_ = [](void* object) noexcept { delete static_cast<Object*>(object); };
        }
        return *static_cast<Object*>(attached_);
    }

    /// Null when the database was opened to be read only.
    detail::writer const* writer_if_any() const noexcept { return writer_ ? &*writer_ : nullptr; }
    clock_point opened_at() const noexcept { return opened_at_; }
    ledger_book& ledgers() noexcept { return ledgers_; }
    callback<void(background_error const&)> const& on_error() const noexcept { return on_error_; }
    snapshot_list& snapshots() noexcept { return snapshots_; }

    /// Errors: throws lithe::error (SQLITE_READONLY) when the database was opened to be read only.
    detail::writer& writer() {
        if (!writer_) {
            throw error("lithe: write(): the database was opened to be read only", SQLITE_READONLY);
        }
        return *writer_;
    }

    /// Whether this thread is one that close() would wait for.
    bool is_inside() const noexcept {
        return access_record::find(this) != nullptr || (writer_ && writer_->is_own_thread());
    }

    /// Whether this is the copy that fork() made.
    bool was_forked() const noexcept {
        return forks_ != fork_count.load(std::memory_order_relaxed);
    }

    /// Drains and closes, as database::close() says; a second call finds nothing to do.
    ///
    /// Returns: whether every write that was queued ran.
    bool close(std::optional<std::chrono::steady_clock::time_point> deadline) {
        std::lock_guard const lock(closing_);
        bool const drained = !writer_ || writer_->drain(deadline);
        end_listener();
        snapshots_.close(deadline);
        readers_.close(deadline);
        if (writer_)
            writer_->close_connection();
        claim_.reset();
        return drained;
    }

private:
    // Not under the lock: what the listener waits for may ask for the listener.
    void end_listener() noexcept {
        commit_listener* open = nullptr;
        {
            std::lock_guard const lock(listening_);
            open = std::exchange(closed_, true) ? nullptr : listener_;
        }
        if (open != nullptr)
            open->end();
    }

    std::uint32_t const forks_ = fork_count.load();  // opening a file has them counted
    clock_point const opened_at_ = moment_now();
    callback<void(background_error const&)> on_error_;
    ledger_book ledgers_;
    std::mutex closing_;
    std::mutex listening_;
    void* attached_ = nullptr;
    void (*drop_attached_)(void*) noexcept = nullptr;
    commit_listener* listener_ = nullptr;  // guarded by listening_, as is closed_
    bool closed_ = false;
    std::unique_ptr<temporary_file> file_;
    std::optional<writer_claim> claim_{};
    std::optional<detail::writer> writer_{};
    reader_pool readers_;
    snapshot_list snapshots_;
};

}  // namespace detail
}  // namespace lithe::inline v0
