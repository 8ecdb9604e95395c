#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The future of a call that is a mistake, which has its one error already.

#include <lithe/statement/unavailable.hpp>

#include <coroutine>
#include <cstdint>

namespace lithe::inline v0 {

template <class Result>
class future;

namespace detail {

template <class Result>
class future_state;

}  // namespace detail

/// Of a call that is a mistake; nothing more is said about it, not even that nobody takes it.
template <>
class future<detail::unavailable> {
public:
    using value_type = detail::unavailable;

    future() noexcept;
    explicit future(detail::future_state<detail::unavailable>* state) noexcept;
    template <class Other>
    operator future<Other>() const;
    bool valid() const noexcept;
    bool ready() const;
    detail::unavailable get();
    void wait() const;
    template <class Limit>
    bool wait_for(Limit limit) const;
    std::uint64_t commit_seq() const;
    template <class Task>
    future then(Task task);
    bool await_ready() const;
    void await_suspend(std::coroutine_handle<> waiting) noexcept;
    detail::unavailable await_resume();
};

}  // namespace lithe::inline v0
