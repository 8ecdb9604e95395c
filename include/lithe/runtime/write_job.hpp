#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A queued write: the callback, its result, and the link by which it is queued, in one object. It
// lives on the stack of a caller that waits, or on the heap, shared with a future.

#include <lithe/runtime/completion.hpp>
#include <lithe/runtime/future.hpp>
#include <lithe/sqlite/session.hpp>
#include <lithe/sqlite/transaction.hpp>

#include <cstddef>
#include <exception>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {

/// Asks write() and async_write() to run the callback alone in its transaction, and never twice.
struct run_once_t {
    explicit run_once_t() = default;
};
inline constexpr run_once_t run_once{};

namespace detail {

/// What the writer thread knows of a write.
class write_job {
public:
    explicit write_job(bool once) noexcept : runs_once(once) {}
    write_job(write_job const&) = delete;
    write_job& operator=(write_job const&) = delete;

    /// Runs the callback in the open transaction and keeps its result or exception; when run again,
    /// only the last run counts.
    virtual void run(session& writer) noexcept = 0;
    /// Replaces the result by an error.
    virtual void fail(std::exception_ptr error) noexcept = 0;
    virtual bool failed() const noexcept = 0;
    /// Hands the result over; the job may be gone afterwards.
    ///
    /// Returns: a continuation to be run on the writer thread, or nullptr.
    virtual continuation* finish() noexcept = 0;

    bool const runs_once;
    write_job* next = nullptr;  // in the queue's stack or in one job_list

protected:
    ~write_job() = default;
};

/// A FIFO of jobs through their own links: queueing allocates nothing.
class job_list {
public:
    bool empty() const noexcept { return first_ == nullptr; }
    std::size_t size() const noexcept { return size_; }
    write_job& front() noexcept { return *first_; }

    void push_back(write_job& job) noexcept {
        job.next = nullptr;
        (first_ == nullptr ? first_ : last_->next) = &job;
        last_ = &job;
        ++size_;
    }

    write_job& pop_front() noexcept {
        auto& job = *first_;
        first_ = job.next;
        --size_;
        return job;
    }

    /// Moves all of `other` to the end.
    void append(job_list& other) noexcept {
        if (other.empty())
            return;
        (first_ == nullptr ? first_ : last_->next) = other.first_;
        last_ = other.last_;
        size_ += other.size_;
        other = job_list{};
    }

    /// Appends a stack of jobs, the newest first, in the order of their arrival.
    void append_reversed(write_job* newest) noexcept {
        write_job* oldest = nullptr;
        while (newest != nullptr) {
            auto* const older = std::exchange(newest->next, oldest);
            oldest = std::exchange(newest, older);
        }
        while (oldest != nullptr) {
            auto* const following = oldest->next;
            push_back(*oldest);
            oldest = following;
        }
    }

    template <class Visitor>
    void for_each(Visitor visit) {
        for (auto* job = first_; job != nullptr;) {
            auto* const following =
                job->next;  // `visit` may finish the job, after which it is gone
            visit(*job);
            job = following;
        }
    }

private:
    write_job* first_ = nullptr;
    write_job* last_ = nullptr;
    std::size_t size_ = 0;
};

/// A job of one result type. `Task` is a reference when the caller waits and the job is on its
/// stack, otherwise the callback itself, and the job owns one count of the shared state.
template <class Result, class Task>
class task_job final : public write_job, public future_state<Result> {
public:
    task_job(void const* database, Task&& task, bool once)
        : write_job(once), future_state<Result>(database), task_(std::forward<Task>(task)) {
        if constexpr (is_shared)
            this->keep();
    }

    void run(session& writer) noexcept override {
        access_record const inside(this->database(), access_kind::write_job);
        transaction open_transaction(writer);
        // As an lvalue: the callback may have to run again, with all that it captured.
        this->fill(task_, open_transaction);
    }

    void fail(std::exception_ptr error) noexcept override { this->fill_error(std::move(error)); }
    bool failed() const noexcept override { return this->has_error(); }

    continuation* finish() noexcept override {
        auto* const next_step = this->complete();
        // A continuation keeps the state alive by the count that it took over from its future.
        if constexpr (is_shared)
            this->drop();
        return next_step;
    }

private:
    static constexpr bool is_shared = !std::is_reference_v<Task>;

    Task task_;
};

}  // namespace detail
}  // namespace lithe::inline v0
