#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What a failure means for its caller and for the writer: after a flush that failed, an I/O error
// at COMMIT or corruption the writer stops, since only opening the file again tells its state;
// after a full disk it pauses.

#include <lithe/runtime/write_counts.hpp>
#include <lithe/runtime/write_options.hpp>
#include <lithe/sqlite/error.hpp>
#include <lithe/sqlite/throw_error.hpp>

#include <chrono>
#include <exception>
#include <string>

namespace lithe::inline v0 {
namespace detail {

/// The exception that `thrower` throws.
template <class Thrower>
std::exception_ptr caught(Thrower thrower) noexcept {
    try {
        thrower();
    } catch (...) {
        return std::current_exception();
    }
    return nullptr;
}

/// What SQLite's answer `rc` means; called before anything else is run on `db`.
inline std::exception_ptr error_of(sqlite3* db, int rc, char const* sql) noexcept {
    return caught([=] { throw_error(db, rc, sql); });
}

/// The extended code of a lithe::error, else SQLITE_OK.
inline int code_of(std::exception_ptr const& failure) noexcept {
    if (failure == nullptr)
        return SQLITE_OK;
    try {
        std::rethrow_exception(failure);
    } catch (error const& thrown) {
        return thrown.extended_code();
    } catch (...) {
        return SQLITE_OK;
    }
}

inline std::exception_ptr foreign_key_error() noexcept {
    return caught([] {
        throw constraint_error("FOREIGN KEY constraint failed (at the end of the transaction)",
                               SQLITE_CONSTRAINT_FOREIGNKEY, {}, constraint_kind::foreign_key, {},
                               {});
    });
}

inline std::exception_ptr rolled_back_error() noexcept {
    return caught([] {
        throw not_committed(
            "lithe: write(): a statement of the callback ended the transaction, which was rolled "
            "back");
    });
}

inline std::exception_ptr refused_error(char const* what) noexcept {
    return caught([what] {
        throw error(std::string("lithe: write(): ") + what +
                        " cannot be run in a write callback; write(lithe::exclusive, fn) runs "
                        "between transactions",
                    SQLITE_AUTH);
    });
}

/// Of a job that did not begin in time.
inline std::exception_ptr limit_error(job_terms const& terms) noexcept {
    return caught([&] {
        if (terms.stop.stop_requested())
            throw cancelled("lithe: write(): cancelled before it ran");
        throw deadline_exceeded("lithe: write(): the deadline passed before it ran");
    });
}

/// Whether the file is damaged. An index of FTS5 that is does not say so of the file.
inline bool is_corruption(int code) noexcept {
    return code != SQLITE_CORRUPT_VTAB &&
           (primary_code(code) == SQLITE_CORRUPT || primary_code(code) == SQLITE_NOTADB);
}

/// Whether the writer may write. Used by its thread; the state in the counts is read by any.
class write_breaker {
public:
    using clock = std::chrono::steady_clock;

    explicit write_breaker(write_counts& counts) noexcept : counts_(counts) {}

    /// The error of every write that comes now; null when writing may be tried.
    std::exception_ptr const& refusal() const noexcept {
        return state() == writer_state::disk_full && clock::now() >= until_ ? none_ : refusal_;
    }
    /// How long after SQLITE_FULL nothing is tried.
    void set_pause(std::chrono::milliseconds pause) noexcept { pause_ = pause; }
    bool stopped() const noexcept { return state() == writer_state::stopped; }

    /// After a COMMIT.
    void note_success() noexcept {
        if (state() == writer_state::disk_full) {
            refusal_ = nullptr;
            counts_.state = writer_state::running;
        }
    }

    /// What a COMMIT that answered `rc` means for its caller; called before anything else is run.
    std::exception_ptr commit_error(sqlite3* db, int rc, char const* sql) noexcept {
        int const primary = primary_code(rc);
        if (primary == SQLITE_CONSTRAINT || primary == SQLITE_BUSY)
            return error_of(db, rc, sql);
        return caught([&] {
            auto const reason = std::string(sqlite3_errmsg(db)) + " (" + result_name(rc) + ")";
            note_commit_failure(rc, reason);
            // The frames may have reached the medium although the flush failed, and then a crash
            // brings the transaction back: recovery cannot tell it from a committed one.
            if (rc == SQLITE_IOERR_FSYNC) {
                throw commit_outcome_unknown(
                    "lithe: write(): the flush of COMMIT failed: " + reason, rc, sql);
            }
            throw not_committed("lithe: write(): COMMIT failed: " + reason, rc, sql);
        });
    }

    /// A COMMIT answered `rc`.
    void note_commit_failure(int rc, std::string const& reason) noexcept {
        if (primary_code(rc) == SQLITE_IOERR || is_corruption(rc))
            stop("COMMIT failed: " + reason, rc);
        if (primary_code(rc) == SQLITE_FULL)
            pause(rc);
    }

    /// What a flush of the WAL that answered `rc` means for barrier().
    std::exception_ptr flush_error(int rc) noexcept {
        return caught([&] {
            stop(std::string("a flush of the WAL failed (") + result_name(rc) + ")", rc);
            throw commit_outcome_unknown(
                std::string("lithe: the flush of the WAL failed (") + result_name(rc) +
                    "): what was committed since the last one may be lost in a power cut",
                rc);
        });
    }

    /// After a statement found the file damaged.
    void note_corruption(int rc) noexcept {
        if (!stopped())
            stop(std::string("the file is damaged (") + result_name(rc) + ")", rc);
    }

    /// What is to be written would not be what its callers are promised.
    void stop(std::string const& reason, int rc) noexcept {
        refusal_ = caught([&] {
            throw not_committed(
                "lithe: write(): the writer has stopped: " + reason + "; open the database again",
                rc);
        });
        counts_.state = writer_state::stopped;
    }

private:
    writer_state state() const noexcept { return counts_.state.load(std::memory_order_relaxed); }

    void pause(int rc) noexcept {
        refusal_ = caught([=] {
            throw not_committed(
                "lithe: write(): the disk was full a moment ago (SQLITE_FULL); tried again soon",
                rc);
        });
        counts_.state = writer_state::disk_full;
        until_ = clock::now() + pause_;
    }

    write_counts& counts_;
    std::exception_ptr refusal_{};
    std::exception_ptr none_{};
    clock::time_point until_{};
    std::chrono::milliseconds pause_{1000};
};

}  // namespace detail
}  // namespace lithe::inline v0
