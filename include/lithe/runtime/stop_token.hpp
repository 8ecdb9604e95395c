#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Asking a call to give up. std::stop_token does, where the standard library has it (libc++ from
// 20): it is taken wherever a lithe::stop_token is; and so is any other type that answers
// stop_requested().

#include <atomic>
#include <memory>  // shared_ptr: the state outlives whichever of source and tokens goes first
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
    stop_token(Token token)
        : state_(std::make_shared<detail::foreign_stop<Token>>(std::move(token))) {}

    bool stop_requested() const noexcept { return state_ != nullptr && state_->requested(); }

    /// Whether this token belongs to somebody who can ask to stop.
    bool stop_possible() const noexcept { return state_ != nullptr; }

private:
    friend class stop_source;
    explicit stop_token(std::shared_ptr<detail::stop_state const> state) noexcept
        : state_(std::move(state)) {}

    std::shared_ptr<detail::stop_state const> state_{};
};

/// Asks all calls that hold one of its tokens to give up.
///
/// Threads: any.
/// Example: lithe::stop_source stop; db.read(fn, {.stop = stop.get_token()}); stop.request_stop();
class stop_source {
public:
    stop_source() : state_(std::make_shared<detail::stop_flag>()) {}

    stop_token get_token() const noexcept { return stop_token(state_); }
    void request_stop() noexcept { state_->raised.store(true, std::memory_order_release); }
    bool stop_requested() const noexcept { return state_->requested(); }

private:
    std::shared_ptr<detail::stop_flag> state_;
};

}  // namespace lithe::inline v0
