#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Whether a callback can be called as it will be. A generic lambda whose parameter is `auto&` is
// not called for it: that would compile its body from here, and each step between the user's line
// and the sentence about it costs Clang three lines.

#include <type_traits>

namespace lithe::inline v0::detail {

struct lvalue_taker {
    template <class Any>
    int operator()(Any& any) const;
};
struct any_taker {
    template <class Any>
    int operator()(Any&& any) const;
};
struct one_call {
    void operator()();
};
template <class Task>
struct two_calls : Task, one_call {};
template <class Task, class Other>
struct with_other : Task, Other {
    using Task::operator();
    using Other::operator();
};
/// Next to a template that takes the same, a call is ambiguous, so that no body is compiled.
template <class Task, class Other, class Given>
concept not_as = requires(with_other<Task, Other> const& both, Given&& given) {
    both(static_cast<Given&&>(given));
};

/// Whether `Task` is a class whose operator() is a template, or overloaded.
template <class Task>
consteval bool is_generic() {
    if constexpr (!std::is_class_v<Task> || std::is_final_v<Task>) {
        return false;
    } else {
        return !requires { &Task::operator(); } && !requires { &two_calls<Task>::operator(); };
    }
}

/// Whether it takes an lvalue by `auto&` or `auto`.
template <class Task, class Given>
consteval bool takes_any_lvalue() {
    if constexpr (is_generic<Task>()) {
        return !not_as<Task, lvalue_taker, Given&>;
    } else {
        return false;
    }
}

template <class Task, class Given>
consteval bool find_callable() {
    using bare_task = std::remove_cvref_t<Task>;
    if constexpr (takes_any_lvalue<bare_task, Given>()) {
        return not_as<bare_task, any_taker, Given> || std::is_copy_constructible_v<Given>;
    } else {
        return requires(Task& task, Given& given) { task(given); };
    }
}
template <class Task, class Given>
inline constexpr bool is_callable = find_callable<Task, Given>();

}  // namespace lithe::inline v0::detail
