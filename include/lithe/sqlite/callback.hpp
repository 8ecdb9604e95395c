#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A copyable callable of one signature, for options. std::function is the same with 214 ms of
// parsing (<functional>, GCC 12) in every translation unit that includes lithe/sqlite.hpp.

#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

template <class Signature>
class callback;

template <class Result, class... Arguments>
class callback<Result(Arguments...)> {
public:
    constexpr callback() noexcept = default;
    constexpr callback(decltype(nullptr)) noexcept {}

    /// Keeps a copy of `function`; const as std::function is: the copy may change when called.
    template <class Function>
        requires(!std::is_same_v<std::remove_cvref_t<Function>, callback> &&
                 std::is_invocable_r_v<Result, std::decay_t<Function>&, Arguments...>)
    callback(Function&& function)
        : target_(new std::decay_t<Function>(std::forward<Function>(function))),
          actions_(&actions_of<std::decay_t<Function>>) {}

    callback(callback const& other)
        : target_(other ? other.actions_->copy(other.target_) : nullptr),
          actions_(other.actions_) {}

    callback(callback&& other) noexcept
        : target_(std::exchange(other.target_, nullptr)),
          actions_(std::exchange(other.actions_, nullptr)) {}

    callback& operator=(callback other) noexcept {
        std::swap(target_, other.target_);
        std::swap(actions_, other.actions_);
        return *this;
    }

    ~callback() {
        if (target_ != nullptr)
            actions_->destroy(target_);
    }

    explicit operator bool() const noexcept { return target_ != nullptr; }

    /// Precondition: not empty.
    Result operator()(Arguments... arguments) const {
        return actions_->call(target_, std::forward<Arguments>(arguments)...);
    }

private:
    struct actions {
        Result (*call)(void*, Arguments&&...);
        void* (*copy)(void const*);
        void (*destroy)(void*);
    };

    template <class Function>
    static constexpr actions actions_of{
        [](void* target, Arguments&&... arguments) -> Result {
            return (*static_cast<Function*>(target))(std::forward<Arguments>(arguments)...);
        },
        [](void const* target) -> void* {
            return new Function(*static_cast<Function const*>(target));
        },
        [](void* target) { delete static_cast<Function*>(target); }};

    void* target_ = nullptr;
    actions const* actions_ = nullptr;
};

}  // namespace detail
}  // namespace lithe::inline v0
