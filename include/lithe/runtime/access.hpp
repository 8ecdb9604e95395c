#pragma once
// SPDX-License-Identifier: BSL-1.0
// Who is inside which database on this thread. A write inside a write job would wait for itself,
// and a read inside a read block can exhaust the pool with every thread holding one reader and
// wanting another: both are refused with reentrant_call before anything waits. The record is a
// linked list through the stack, at most a few entries long.

#include <lithe/sqlite/error.hpp>

namespace lithe::inline v0 {
namespace detail {

enum class access_kind {
    write_job,    // a write callback, on the writer thread, inside its transaction
    read_block,   // a read callback, on the caller's thread, inside its snapshot
    completion,   // a continuation of a future, on the writer thread, between transactions
    observation,  // a callback of observe(), on the thread of observations
    copy          // on_progress of a backup, on the caller's thread: may read and write, not close
};

class access_record;
inline constinit thread_local access_record const* innermost_access = nullptr;

/// Marks this thread as being inside `database` for as long as the object lives.
class access_record {
public:
    access_record(void const* database, access_kind kind) noexcept
        : database_(database), outer_(innermost_access), kind_(kind) {
        innermost_access = this;
    }
    access_record(access_record const&) = delete;
    access_record& operator=(access_record const&) = delete;
    ~access_record() { innermost_access = outer_; }

    /// The innermost record of `database` on this thread, or nullptr. Records of other databases do
    /// not matter: different databases may nest.
    static access_record const* find(void const* database) noexcept {
        auto const* record = innermost_access;
        while (record != nullptr && record->database_ != database) {
            record = record->outer_;
        }
        return record;
    }

    /// The same without copies, which hold a reader of their own: what is around them counts.
    static access_record const* find_limiting(void const* database) noexcept {
        auto const* record = innermost_access;
        while (record != nullptr &&
               (record->database_ != database || record->kind_ == access_kind::copy)) {
            record = record->outer_;
        }
        return record;
    }

    void const* database() const noexcept { return database_; }
    access_record const* outer() const noexcept { return outer_; }
    access_kind kind() const noexcept { return kind_; }

private:
    void const* database_;
    access_record const* outer_;
    access_kind kind_;
};

/// Whether this thread is the writer thread of `database`: in a job or in a continuation, and be it
/// in a read block inside that continuation.
inline bool on_writer_thread(void const* database) noexcept {
    for (auto const* record = innermost_access; record != nullptr; record = record->outer()) {
        if (record->database() == database &&
            (record->kind() == access_kind::write_job || record->kind() == access_kind::completion))
            return true;
    }
    return false;
}

/// Errors: throws reentrant_call inside any callback of `database`: the call would wait for the
/// thread it runs on, or (in a read block) for a writer that may be waiting for this reader.
inline void require_write_allowed(void const* database) {
    auto const* record = access_record::find_limiting(database);
    if (record == nullptr) {
        return;
    }
    switch (record->kind()) {
        case access_kind::write_job:
            throw reentrant_call(
                "lithe: write(): called inside a write callback; use its transaction");
        case access_kind::read_block:
            throw reentrant_call(
                "lithe: write(): called inside a read callback; call it after, or async_write()");
        case access_kind::completion:
            throw reentrant_call(
                "lithe: write(): called in a continuation on the writer thread; use async_write()");
        case access_kind::observation:
        case access_kind::copy:
            return;
    }
}

/// Errors: throws reentrant_call inside a write or read callback of `database`; a continuation may
/// read.
inline void require_read_allowed(void const* database) {
    auto const* record = access_record::find_limiting(database);
    if (record == nullptr) {
        return;
    }
    switch (record->kind()) {
        case access_kind::write_job:
            throw reentrant_call(
                "lithe: read(): called inside a write callback; use its transaction, which sees "
                "its own writes");
        case access_kind::read_block:
            throw reentrant_call("lithe: read(): called inside a read callback; use its reader");
        case access_kind::completion:
        case access_kind::observation:
        case access_kind::copy:
            return;
    }
}

/// Errors: throws reentrant_call on the writer thread of `database`, which would wait for itself.
inline void require_wait_allowed(void const* database) {
    if (on_writer_thread(database)) {
        throw reentrant_call(
            "lithe: future: waited for on the writer thread, which has to complete it; use then()");
    }
}

/// Errors: throws reentrant_call inside any callback of `database`, which close() would wait for.
inline void require_close_allowed(void const* database) {
    if (access_record::find(database) != nullptr) {
        throw reentrant_call("lithe: close(): called inside a callback of the same database");
    }
}

}  // namespace detail
}  // namespace lithe::inline v0
