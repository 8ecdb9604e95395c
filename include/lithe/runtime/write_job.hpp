#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A queued write: the callback, its result, and the link by which it is queued, in one object. It
// lives on the stack of a caller that waits, or on the heap, shared with a future.

#include <lithe/runtime/completion.hpp>
#include <lithe/runtime/future.hpp>
#include <lithe/runtime/write_options.hpp>
#include <lithe/sqlite/connection.hpp>
#include <lithe/sqlite/error.hpp>
#include <lithe/sqlite/lent_handle.hpp>
#include <lithe/sqlite/session.hpp>
#include <lithe/sqlite/transaction.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

/// What the writer thread knows of a write.
class write_job : public statement_gate {
public:
    /// `result` is completed by finish(); `shared` says that a future has it, and null that nobody
    /// waits.
    explicit write_job(job_terms asked, shared_completion* result = nullptr,
                       bool shared = false) noexcept
        : terms(std::move(asked)), result_(result), shared_(shared) {}
    write_job(write_job const&) = delete;
    write_job& operator=(write_job const&) = delete;

    /// Runs the callback in the open transaction and keeps its result or exception; when run again,
    /// only the last run counts.
    virtual void run(session& writer) noexcept = 0;
    /// Replaces the result by an error.
    virtual void fail(std::exception_ptr error) noexcept = 0;
    virtual bool failed() const noexcept = 0;
    /// What it threw, or failed with; null when it went well.
    virtual std::exception_ptr failure() const noexcept = 0;
    /// Hands the result over; the job may be gone afterwards, and with it the code of its type,
    /// hence no virtual function.
    ///
    /// Returns: a continuation to be run on the writer thread, or nullptr.
    continuation* finish() noexcept {
        if (!shared_)
            return result_ != nullptr ? result_->complete() : nullptr;
        result_->note_commit(commit_seq);
        return result_->complete_shared();
    }

    /// By the writer, before it runs the job. Returns: false if the caller has gone, and with it
    /// what the callback refers to.
    bool claim() noexcept { return abandoned_or(state::claimed) != state::abandoned; }
    /// By a caller that waits no longer. Returns: false if the job runs or has run; then its result
    /// is to be waited for.
    bool abandon() noexcept { return abandoned_or(state::abandoned) == state::abandoned; }

    /// Before each statement of the callback. Errors: deadline_exceeded, cancelled.
    void require_open() const override {
        if (terms.stop.stop_requested())
            throw cancelled("lithe: write(): cancelled between two statements");
        if (std::chrono::steady_clock::now() >= terms.deadline)
            throw deadline_exceeded("lithe: write(): the deadline passed between two statements");
    }

    job_terms const terms;
    std::int64_t const asked_at = steady_nanoseconds();  // for the histogram of waits
    std::uint64_t commit_seq = 0;  // its place in the order of commits; 0: not committed
    write_job* next = nullptr;     // in the queue's stack or in one job_list

protected:
    ~write_job() = default;

private:
    enum class state : std::uint8_t { waiting, claimed, abandoned };

    // Who comes first decides. Returns: what is decided.
    state abandoned_or(state wanted) noexcept {
        auto seen = state::waiting;
        return state_.compare_exchange_strong(seen, wanted) ? wanted : seen;
    }

    shared_completion* const result_;
    bool const shared_;
    std::atomic<state> state_{state::waiting};
};

/// A FIFO of jobs through their own links: queueing allocates nothing.
class job_list {
public:
    bool empty() const noexcept { return first_ == nullptr; }
    std::size_t size() const noexcept { return size_; }
    bool has_durable() const noexcept { return durable_ != 0; }
    write_job& front() noexcept { return *first_; }
    write_job const& front() const noexcept { return *first_; }

    void push_back(write_job& job) noexcept {
        job.next = nullptr;
        (first_ == nullptr ? first_ : last_->next) = &job;
        last_ = &job;
        ++size_;
        durable_ += job.terms.durability == durability::durable ? 1U : 0U;
    }

    write_job& pop_front() noexcept {
        auto& job = *first_;
        first_ = job.next;
        --size_;
        durable_ -= job.terms.durability == durability::durable ? 1U : 0U;
        return job;
    }

    /// Moves all of `other` to the end.
    void append(job_list& other) noexcept {
        if (other.empty())
            return;
        (first_ == nullptr ? first_ : last_->next) = other.first_;
        last_ = other.last_;
        size_ += other.size_;
        durable_ += other.durable_;
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

    /// Moves those for which `unwanted(job)` to the end of `other`.
    template <class Predicate>
    void move_if(Predicate unwanted, job_list& other) noexcept {
        job_list kept;
        while (!empty()) {
            auto& job = pop_front();
            (unwanted(job) ? other : kept).push_back(job);
        }
        *this = kept;
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
    std::size_t durable_ = 0;
};

/// A job of one result type. `Task` is a reference when the caller waits; then the job is on its
/// stack, unless it is `Shared`: with a future, or with a caller that may leave before it runs.
/// `Handle` is what the callback gets: the transaction, or the connection when it is exclusive.
template <class Result, class Task, class Handle = transaction,
          bool Shared = !std::is_reference_v<Task>>
class task_job final : public future_state<Result>, public write_job {
public:
    task_job(void const* database, Task&& task, job_terms asked)
        : future_state<Result>(database),
          write_job(std::move(asked), this, Shared),
          task_(std::forward<Task>(task)) {}

    void run(session& writer) noexcept override {
        access_record const inside(this->database(), access_kind::write_job);
        auto* const ledger = writer.ledger();
        if (ledger != nullptr)
            ledger->site = &terms.site;
        // As an lvalue: the callback may have to run again, with all that it captured.
        if constexpr (std::is_same_v<Handle, transaction>) {
            lent_handle<transaction> handle(writer, terms.has_limits() ? this : nullptr);
            this->fill(task_, *handle);
        } else {
            Handle handle(writer, terms.has_limits() ? this : nullptr);
            this->fill(task_, handle);
        }
        if (ledger != nullptr)
            ledger->site = nullptr;
    }

    void fail(std::exception_ptr error) noexcept override { this->fill_error(std::move(error)); }
    bool failed() const noexcept override { return this->has_error(); }
    std::exception_ptr failure() const noexcept override { return this->error(); }

private:
    Task task_;
};

}  // namespace detail
}  // namespace lithe::inline v0
