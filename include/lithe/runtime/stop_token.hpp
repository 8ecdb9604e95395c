#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Asking a call to give up. std::stop_token does, where the standard library has it (libc++ from
// 20): it is taken wherever a lithe::stop_token is; and so is any other type that answers
// stop_requested().

#include <atomic>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

struct stop_state {
    stop_state() = default;
    stop_state(stop_state const&) = delete;
    stop_state& operator=(stop_state const&) = delete;
    virtual ~stop_state() = default;
    virtual bool requested() const noexcept = 0;

    std::atomic<int> owners{1};
};

/// A share of a state. std::shared_ptr is the same with more instantiations than all that needs it.
template <class State>
class stop_share {
public:
    explicit stop_share(State* made = nullptr) noexcept : state_(made) {}
    stop_share(stop_share const& other) noexcept : state_(other.state_) { keep(); }
    stop_share(stop_share&& other) noexcept : state_(std::exchange(other.state_, nullptr)) {}
    stop_share& operator=(stop_share other) noexcept {
        std::swap(state_, other.state_);
        return *this;
    }
    ~stop_share() {
        if (state_ != nullptr && state_->owners.fetch_sub(1, std::memory_order_acq_rel) == 1)
            delete state_;
    }

    State* get() const noexcept { return state_; }
    /// One more share, of the base.
    stop_share<stop_state> base() const noexcept {
        keep();
        return stop_share<stop_state>(state_);
    }

private:
    void keep() const noexcept {
        if (state_ != nullptr)
            state_->owners.fetch_add(1, std::memory_order_relaxed);
    }

    State* state_;
};

struct stop_flag final : stop_state {
    bool requested() const noexcept override { return raised.load(std::memory_order_acquire); }
    std::atomic<bool> raised{false};
};

/// Somebody else's token, such as std::stop_token.
template <class Token>
struct foreign_stop final : stop_state {
    explicit foreign_stop(Token given) : token(std::move(given)) {}
    bool requested() const noexcept override { return token.stop_requested(); }
    Token token;
};

}  // namespace detail

/// Tells whether somebody wants a call to give up.
///
/// Threads: any; copies ask the same question. Cost: the first copy of a foreign token allocates.
class stop_token {
public:
    /// Never asks to stop.
    stop_token() noexcept = default;

    /// From std::stop_token, or any type with a stop_requested() that may be called by any thread.
    template <class Token>
        requires(!std::is_same_v<Token, stop_token> &&
                 requires(Token const& token) { static_cast<bool>(token.stop_requested()); })
    stop_token(Token token) : state_(new detail::foreign_stop<Token>(std::move(token))) {}

    bool stop_requested() const noexcept {
        return state_.get() != nullptr && state_.get()->requested();
    }

    /// Whether this token belongs to somebody who can ask to stop.
    bool stop_possible() const noexcept { return state_.get() != nullptr; }

private:
    friend class stop_source;
    explicit stop_token(detail::stop_share<detail::stop_state> state) noexcept
        : state_(std::move(state)) {}

    detail::stop_share<detail::stop_state> state_{};
};

/// Asks all calls that hold one of its tokens to give up.
///
/// Threads: any.
/// Example: lithe::stop_source stop; db.read(fn, {.stop = stop.get_token()}); stop.request_stop();
class stop_source {
public:
    stop_source() : state_(new detail::stop_flag) {}

    stop_token get_token() const noexcept { return stop_token(state_.base()); }
    void request_stop() noexcept { state_.get()->raised.store(true, std::memory_order_release); }
    bool stop_requested() const noexcept { return state_.get()->requested(); }

private:
    detail::stop_share<detail::stop_flag> state_;
};

}  // namespace lithe::inline v0
