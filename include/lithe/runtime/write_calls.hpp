#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The calls of lithe::database that write: their options, the three ways a callback can run, and
// the wait for its result.

#include <lithe/meta/callable.hpp>
#include <lithe/runtime/access.hpp>
#include <lithe/runtime/database_core.hpp>
#include <lithe/runtime/future.hpp>
#include <lithe/runtime/write_failure.hpp>
#include <lithe/runtime/write_job.hpp>
#include <lithe/runtime/write_options.hpp>
#include <lithe/sqlite/call_site.hpp>
#include <lithe/sqlite/connection.hpp>
#include <lithe/sqlite/transaction.hpp>

#include <cstdint>
#include <exception>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

template <class Task>
consteval bool require_exclusive_callback() {
    constexpr bool callable = is_callable<Task, connection>;
    static_assert(callable,
                  "lithe: write(exclusive): the callback cannot be called so; give it one "
                  "parameter, lithe::connection&");
    return callable;
}

template <class Task>
consteval bool require_write_callback() {
    constexpr bool callable = is_callable<Task, transaction>;
    static_assert(callable,
                  "lithe: write(): the callback cannot be called so; give it one parameter, "
                  "lithe::transaction&");
    return callable;
}

}  // namespace detail

template <class Self>
class one_statement_operations;

/// What of a database writes; `Self` has core().
template <class Self>
class write_calls {
public:
    /// Runs `task(transaction&)` on the writer thread and waits until it is committed.
    ///
    /// It is committed together with the writes of other callers, and seen and undone without them.
    /// `task` may run more than once: a batch that is lost through another job is run again, and
    /// only the last run counts. So it has no effect outside its transaction and does not move from
    /// its captures; otherwise write(run_once, task).
    ///
    /// Returns: what `task` returned, by value, after COMMIT.
    /// Errors: what `task` throws, after its transaction, and only its, was rolled back;
    /// constraint_error for a deferred foreign key; busy_error when another process held the lock
    /// for busy_timeout; deadline_exceeded, cancelled, queue_full as `options` say; not_committed,
    /// commit_outcome_unknown when COMMIT failed; closed;
    /// reentrant_call inside a callback of this database; lithe::error (SQLITE_READONLY).
    /// Lifetime: `task` may refer to the caller's locals.
    template <class Task>
    auto write(Task&& task, write_options const& options = {}, call_site site = call_site::here()) {
        if constexpr (detail::require_write_callback<Task>()) {
            using result = detail::lasting<decltype(task(std::declval<transaction&>()))>;
            detail::require_lasting<result>();
            return write_and_wait<transaction, result>(task,
                                                       {detail::job_kind::batched, options, site});
        } else {
            return detail::unavailable{};
        }
    }

    /// As write(task), but alone in its transaction and never run a second time.
    template <class Task>
    auto write(run_once_t, Task&& task, write_options const& options = {},
               call_site site = call_site::here()) {
        if constexpr (detail::require_write_callback<Task>()) {
            using result = detail::lasting<decltype(task(std::declval<transaction&>()))>;
            detail::require_lasting<result>();
            return write_and_wait<transaction, result>(task,
                                                       {detail::job_kind::solo, options, site});
        } else {
            return detail::unavailable{};
        }
    }

    /// Runs `task(connection&)` on the writer's connection, between transactions: for VACUUM,
    /// ATTACH and the like. Its statements commit each by itself; what it did before it throws
    /// stays. Settings that it changes and temporary objects that it makes are for its time only.
    /// The deadline is asked before each of its statements, too.
    ///
    /// Errors: as write(task); commit_outcome_unknown when a flush failed, even if `task` says
    /// nothing of it.
    template <class Task>
    auto write(exclusive_t, Task&& task, write_options const& options = {},
               call_site site = call_site::here()) {
        if constexpr (detail::require_exclusive_callback<Task>()) {
            using result = detail::lasting<decltype(task(std::declval<connection&>()))>;
            detail::require_lasting<result>();
            return write_and_wait<connection, result>(task,
                                                      {detail::job_kind::exclusive, options, site});
        } else {
            return detail::unavailable{};
        }
    }

    /// Queues `task(transaction&)` as write(task) does and returns at once, or when the queue has
    /// room (queue_full on the writer thread, which cannot wait for itself). A deadline that passes
    /// completes the future when the writer comes to it.
    ///
    /// Lifetime: `task` is moved in and destroyed with the future or after the run, whichever is
    /// later; what it refers to must live until then.
    /// Cost: one allocation; one more for a std::stop_token, none for a lithe::stop_token.
    template <class Task>
    auto async_write(Task&& task, write_options const& options = {},
                     call_site site = call_site::here()) {
        if constexpr (detail::require_write_callback<std::decay_t<Task>>()) {
            using kept = std::decay_t<Task>;
            using result =
                detail::lasting<decltype(std::declval<kept&>()(std::declval<transaction&>()))>;
            detail::require_lasting<result>();
            return queue_write<transaction, result>(kept(std::forward<Task>(task)),
                                                    {detail::job_kind::batched, options, site});
        } else {
            return future<detail::unavailable>{};
        }
    }

    /// As async_write(task), but alone in its transaction and never run a second time.
    template <class Task>
    auto async_write(run_once_t, Task&& task, write_options const& options = {},
                     call_site site = call_site::here()) {
        if constexpr (detail::require_write_callback<std::decay_t<Task>>()) {
            using kept = std::decay_t<Task>;
            using result =
                detail::lasting<decltype(std::declval<kept&>()(std::declval<transaction&>()))>;
            detail::require_lasting<result>();
            return queue_write<transaction, result>(kept(std::forward<Task>(task)),
                                                    {detail::job_kind::solo, options, site});
        } else {
            return future<detail::unavailable>{};
        }
    }

    /// As write(exclusive, task).
    template <class Task>
    auto async_write(exclusive_t, Task&& task, write_options const& options = {},
                     call_site site = call_site::here()) {
        if constexpr (detail::require_exclusive_callback<std::decay_t<Task>>()) {
            using kept = std::decay_t<Task>;
            using result =
                detail::lasting<decltype(std::declval<kept&>()(std::declval<connection&>()))>;
            detail::require_lasting<result>();
            return queue_write<connection, result>(kept(std::forward<Task>(task)),
                                                   {detail::job_kind::exclusive, options, site});
        } else {
            return future<detail::unavailable>{};
        }
    }

    /// Returns when everything that was acknowledged before the call is durable.
    ///
    /// Errors: commit_outcome_unknown when the flush failed; the writer has stopped then.
    /// Cost: one flush of the WAL, none if there is nothing to flush.
    void barrier() {
        auto nothing = [](transaction&) {};
        write_and_wait<transaction, void>(nothing, {detail::job_kind::barrier});
    }

    /// The place of the last acknowledged write in the order of commits, counted from 1 since this
    /// database was opened. A read that starts now sees it and all before.
    std::uint64_t last_commit() { return self().core().writer().counts().last_commit.value(); }

private:
    friend Self;
    friend class one_statement_operations<Self>;
    write_calls() = default;

    Self& self() noexcept { return static_cast<Self&>(*this); }

    // For calls of one statement: nobody can tell on which thread it runs, so a lone caller runs it
    // in the writer's place.
    template <class Task>
    auto write_statement(Task const& task, call_site site = {}) {
        detail::job_terms terms(detail::job_kind::batched, {}, site);
        terms.anywhere = true;
        using result = std::remove_cvref_t<decltype(task(std::declval<transaction&>()))>;
        return write_and_wait<transaction, result>(task, terms);
    }

    // `Result` is asked for in the user's own call, so that a generic lambda is compiled one step
    // from it.
    template <class Handle, class Result, class Task>
    Result write_and_wait(Task& task, detail::job_terms const& terms) {
        auto& core = self().core();
        detail::require_write_allowed(&core);
        if (terms.has_limits())
            return write_in_time<Handle, Result>(core, task, terms);
        auto& writer = core.writer();
        detail::task_job<Result, Task&, Handle> job(&core, task, terms);
        if (!terms.anywhere || !writer.run_here(job)) {
            writer.prepare_to_wait();
            writer.push(job);
            writer.await(job);
        }
        return job.take();
    }

    // The caller may have to go before the job runs, so that the job is not on the stack.
    template <class Handle, class Result, class Task>
    static Result write_in_time(detail::database_core& core, Task& task,
                                detail::job_terms const& terms) {
        using job_type = detail::task_job<Result, Task&, Handle, true>;
        auto& writer = core.writer();
        writer.prepare_to_wait();
        auto* const job = new job_type(&core, task, terms);
        auto pending = detail::future_access::make<Result>(job);
        push_shared(writer, *job);
        if (!writer.await_in_time(*job))
            std::rethrow_exception(detail::limit_error(terms));
        return pending.get();
    }

    template <class Handle, class Result, class Task>
    future<Result> queue_write(Task task, detail::job_terms terms) {
        using job_type = detail::task_job<Result, Task, Handle>;
        auto& core = self().core();
        auto& writer = core.writer();
        terms.bytes += sizeof(job_type);
        auto* const job = new job_type(&core, std::move(task), std::move(terms));
        auto pending = detail::future_access::make<Result>(job);
        push_shared(writer, *job);
        return pending;
    }

    template <class Job>
    static void push_shared(detail::writer& writer, Job& job) {
        try {
            writer.push(job);
        } catch (...) {
            static_cast<void>(job.finish());  // the queue's count of it
            throw;
        }
    }
};

}  // namespace lithe::inline v0
