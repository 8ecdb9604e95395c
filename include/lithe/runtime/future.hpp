#pragma once
// SPDX-License-Identifier: BSL-1.0
// What async_write returns. Result, state and task live in one allocation, shared by the queue and
// the future; std::future would need two and cannot be awaited or continued.

#include <lithe/runtime/access.hpp>
#include <lithe/runtime/completion.hpp>
#include <lithe/runtime/unavailable_future.hpp>

#include <chrono>
#include <coroutine>
#include <cstdint>
#include <exception>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {

namespace detail {

struct no_value {};  // the result of a task that returns void

template <class Result>
using stored_result = std::conditional_t<std::is_void_v<Result>, no_value, Result>;

/// The type in which the result of calling `Task` with `Arguments...` is kept: references and const
/// are dropped.
template <class Task, class... Arguments>
using task_result = std::remove_cvref_t<std::invoke_result_t<Task, Arguments...>>;

/// A completion on the heap, which has two parties: who completes it and who has its result.
/// Whichever is done last destroys it. No template: the writer leaves it without running code of
/// the result's type, whose shared object may be unloaded as soon as its caller has the result.
class shared_completion : public completion {
public:
    /// By the party that completes it, in place of complete().
    continuation* complete_shared() noexcept {
        bool was_left = false;
        auto* const next = complete(was_left);
        if (was_left)
            delete this;
        return next;
    }
    /// By the party that has its result.
    void drop() noexcept {
        if (!leave())
            delete this;
    }

    void note_commit(std::uint64_t sequence) noexcept { commit_seq_ = sequence; }
    std::uint64_t commit_seq() const noexcept { return commit_seq_; }

protected:
    shared_completion() = default;
    virtual ~shared_completion() = default;

private:
    std::uint64_t commit_seq_ = 0;
};

/// A result to be: value or exception, completed once.
template <class Result>
class future_state : public shared_completion {
public:
    explicit future_state(void const* database) noexcept : database_(database) {}

    /// Runs `task(arguments...)` and keeps what it returns or throws; what an earlier run left is
    /// forgotten.
    template <class Task, class... Arguments>
    void fill(Task& task, Arguments&&... arguments) noexcept {
        error_ = nullptr;
        value_.reset();
        try {
            if constexpr (is_refused_result<Result>) {
                value_.emplace();
            } else if constexpr (std::is_void_v<Result>) {
                task(std::forward<Arguments>(arguments)...);
                value_.emplace();
            } else {
                value_.emplace(task(std::forward<Arguments>(arguments)...));
            }
        } catch (...) {
            error_ = std::current_exception();
        }
    }

    void fill_error(std::exception_ptr error) noexcept { error_ = std::move(error); }
    bool has_error() const noexcept { return error_ != nullptr; }
    std::exception_ptr const& error() const noexcept { return error_; }
    void const* database() const noexcept { return database_; }

    /// Gives the result out, once. Precondition: completed.
    Result take() {
        if (error_ != nullptr) {
            std::rethrow_exception(std::exchange(error_, nullptr));
        }
        if constexpr (!std::is_void_v<Result>) {
            return std::move(*value_);
        }
    }

private:
    std::optional<stored_result<Result>> value_{};
    std::exception_ptr error_{};
    void const* database_;
};

/// The state behind then(): runs `Task` with the value of `source`, passes an error on.
template <class Source, class Result, class Task>
class then_state final : public future_state<Result>, public continuation {
public:
    then_state(future_state<Source>& source, Task task)
        : future_state<Result>(source.database()), source_(source), task_(std::move(task)) {}

    void run() noexcept override {
        if (source_.has_error()) {
            this->fill_error(source_.error());
        } else if constexpr (std::is_void_v<Source>) {
            this->fill(task_);
        } else {
            this->fill(task_, source_.take());
        }
        source_.drop();
        auto* const next = this->complete_shared();
        if (next != nullptr) {
            next->run();
        }
    }

private:
    future_state<Source>& source_;
    Task task_;
};

template <class Source, class Task>
struct then_result {
    using type = task_result<Task&, Source>;
};
template <class Task>
struct then_result<void, Task> {
    using type = task_result<Task&>;
};

template <class Value, class Task>
inline constexpr bool continues = requires(Task& task, Value& value) { task(std::move(value)); };
template <class Task>
inline constexpr bool continues<void, Task> = requires(Task& task) { task(); };

template <class Value, class Task>
consteval bool require_continuation() {
    constexpr bool callable = continues<Value, Task>;
    static_assert(callable,
                  "lithe: then(): the callback cannot be called so; give it one parameter, the "
                  "value (none of future<void>)");
    return callable;
}

/// Makes the future of a state, the party that has its result.
struct future_access {
    template <class Result>
    static future<Result> make(future_state<Result>* state) noexcept {
        return future<Result>(state);
    }
};

}  // namespace detail

/// The result of a write that was queued; completed, with value or exception, when its COMMIT has
/// returned.
///
/// Threads: a future is used by one thread at a time; which one does not matter.
/// Lifetime: may outlive its database (close() completes every future). Dropping it neither waits
/// nor cancels; when get() has returned, the task and what it held are gone. Cost: one allocation
/// for queue entry, task and result together.
template <class Result>
class [[nodiscard]] future {
public:
    using value_type = Result;

    future() noexcept = default;
    future(future&& other) noexcept : state_(std::exchange(other.state_, nullptr)) {}
    future& operator=(future&& other) noexcept {
        if (this != &other) {
            reset();
            state_ = std::exchange(other.state_, nullptr);
        }
        return *this;
    }
    ~future() { reset(); }

    /// Whether this future refers to a result: true until get(), then() or a move takes it.
    bool valid() const noexcept { return state_ != nullptr; }

    /// Whether the result is there, so that get() returns at once.
    bool ready() const { return state().ready(); }

    /// Waits for the result and gives it out, once; afterwards valid() is false.
    ///
    /// Returns: what the task returned.
    /// Errors: what the task threw, or the error of its transaction; reentrant_call on the writer
    /// thread when the result is not there yet; std::logic_error without a result to wait for.
    Result get() {
        wait();
        release_on_exit const owner{std::exchange(state_, nullptr)};
        return owner.state->take();
    }

    /// Waits for the result without taking it.
    ///
    /// Errors: reentrant_call on the writer thread when the result is not there yet.
    void wait() const {
        auto& pending = state();
        if (!pending.ready()) {
            detail::require_wait_allowed(pending.database());
            pending.wait();
        }
    }

    /// Waits for the result for at most `limit`.
    ///
    /// Returns: whether it is there. A false cancels nothing: the write goes on.
    template <class Rep, class Period>
    bool wait_for(std::chrono::duration<Rep, Period> limit) const {
        auto& pending = state();
        if (pending.ready())
            return true;
        detail::require_wait_allowed(pending.database());
        return pending.wait_until(detail::deadline_after(limit));
    }

    /// The place of this write in the order of its database's commits, counted from 1 since it was
    /// opened; 0 when it was not committed, and for what then() returned. Precondition: ready().
    std::uint64_t commit_seq() const { return state().commit_seq(); }

    /// Has `task` run with the value (without arguments for future<void>) when it is there; an
    /// error skips `task`.
    ///
    /// Returns: the future of what `task` returns, with this future's error or `task`'s own.
    /// Threads: `task` runs on the writer thread after the COMMIT, and holds up the next writes as
    /// long as it runs; on this thread, at once, if the result is there already. It may read and
    /// async_write; write() and waiting for a future throw reentrant_call there.
    template <class Task>
    auto then(Task task) {
        if constexpr (detail::require_continuation<Result, Task>()) {
            using next_result = typename detail::then_result<Result, Task>::type;
            using next_state = detail::then_state<Result, next_result, Task>;
            auto& source = state();
            auto* const next = new next_state(source, std::move(task));
            state_ = nullptr;  // the continuation owns it now
            future<next_result> result{next};
            if (!source.continue_with(*next)) {
                next->run();
            }
            return result;
        } else {
            return future<detail::unavailable>{};
        }
    }

    /// Suspends a coroutine until the result is there; the result is that of get().
    ///
    /// Threads: the coroutine is resumed on the writer thread after the COMMIT, under the
    /// conditions of then(); a long computation moves itself to another executor first. An
    /// exception that leaves the coroutine terminates.
    auto operator co_await() {
        static_cast<void>(state());
        return awaiter{*this};
    }

private:
    template <class Other>
    friend class future;
    friend struct detail::future_access;

    struct release_on_exit {
        detail::future_state<Result>* state;
        ~release_on_exit() { state->drop(); }
    };

    class awaiter final : public detail::continuation {
    public:
        explicit awaiter(future& source) noexcept : source_(source) {}
        awaiter(awaiter const&) = delete;
        awaiter& operator=(awaiter const&) = delete;
        ~awaiter() {
            if (suspended_) {  // the coroutine is destroyed while it waits
                source_.state_->withdraw(*this);
            }
        }

        bool await_ready() const { return source_.ready(); }
        bool await_suspend(std::coroutine_handle<> waiting) noexcept {
            waiting_ = waiting;
            suspended_ = true;
            // Once this succeeds the coroutine may run on, and end, on the other thread: nothing of
            // it is touched.
            return source_.state_->continue_with(*this);
        }
        Result await_resume() {
            suspended_ = false;
            return source_.get();
        }
        void run() noexcept override { waiting_.resume(); }

    private:
        future& source_;
        std::coroutine_handle<> waiting_{};
        bool suspended_ = false;
    };

    explicit future(detail::future_state<Result>* state) noexcept : state_(state) {}

    detail::future_state<Result>& state() const {
        if (state_ == nullptr) {
            throw std::logic_error(
                "lithe: future: it has no result (default-constructed, moved from, or taken)");
        }
        return *state_;
    }
    void reset() noexcept {
        if (auto* const old = std::exchange(state_, nullptr)) {
            old->drop();
        }
    }

    detail::future_state<Result>* state_ = nullptr;
};

}  // namespace lithe::inline v0
