#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// How SQLite calls a function of the program: arguments read, the result given, a state for each
// group of an aggregate. What is thrown becomes the error of the statement; nothing is thrown
// through SQLite.

#include <lithe/sqlite/bind.hpp>
#include <lithe/sqlite/column.hpp>

#include <cstddef>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0::detail {

/// As result_target, but what is given is gone when the function has returned.
class returned_target : public result_target {
public:
    using result_target::result_target;
    void text(std::string_view value) { text_copy(value); }
    void blob(void const* data, std::size_t size) { blob_copy(data, size); }
};

inline void report_failure(sqlite3_context* context, std::string_view name,
                           std::string_view what) noexcept {
    try {
        std::string const message = std::string(name) + "(): " + std::string(what);
        sqlite3_result_error(context, message.data(), static_cast<int>(message.size()));
    } catch (...) {
        sqlite3_result_error_nomem(context);
    }
}

inline void report_fault(sqlite3_context* context, std::string_view name,
                         value_fault const& fault) noexcept {
    try {
        report_failure(context, name,
                       "expected " + std::string(fault.expected) + ", found " + fault.found);
    } catch (...) {
        sqlite3_result_error_nomem(context);
    }
}

/// Runs `work`; what it throws is the function's error. `name()` is asked only then.
template <class Name, class Work>
void call_guarded(sqlite3_context* context, Name const& name, Work&& work) noexcept {
    try {
        work();
    } catch (std::bad_alloc const&) {
        sqlite3_result_error_nomem(context);
    } catch (value_fault const& fault) {
        report_fault(context, name(), fault);
    } catch (std::exception const& thrown) {
        report_failure(context, name(), thrown.what());
    } catch (...) {
        report_failure(context, name(), "an exception that is no std::exception");
    }
}

/// The types of the arguments: asking once for each is a tenth of a cheap function's time.
template <std::size_t Count>
struct argument_types {
    int of[Count + 1];

    explicit argument_types(sqlite3_value** values) {
        for (std::size_t at = 0; at < Count; ++at)
            of[at] = sqlite3_value_type(values[at]);
    }
    /// Whether NULL stands where a parameter does not take it.
    template <class... Parameters>
    [[nodiscard]] bool has_unwanted_null() const {
        std::size_t at = 0;
        return ((of[at++] == SQLITE_NULL && !is_optional<Parameters>) || ...);
    }
};

template <class Parameter>
Parameter read_argument(sqlite3_value* value, int type) {
    if constexpr (std::is_same_v<Parameter, std::int64_t>) {
        if (type == SQLITE_INTEGER)
            return sqlite3_value_int64(value);
    } else if constexpr (std::is_same_v<Parameter, double>) {
        if (type == SQLITE_FLOAT)
            return sqlite3_value_double(value);
    } else if constexpr (is_text<Parameter>) {
        if (type == SQLITE_TEXT)
            return Parameter(text_of(value));
    }
    return read_value<Parameter>(value);
}
template <class... Parameters, class Callable, std::size_t... Index>
decltype(auto) call_with(Callable&& callable, [[maybe_unused]] sqlite3_value** values,
                         [[maybe_unused]] argument_types<sizeof...(Parameters)> const& types,
                         std::index_sequence<Index...>) {
    return callable(read_argument<Parameters>(values[Index], types.of[Index])...);
}

/// What SQLite keeps of a function: the callable, or an aggregate's first state, and its name.
template <class Held>
struct held_function {
    Held held;
    std::string name;
    static void destroy(void* self) noexcept { delete static_cast<held_function*>(self); }
    static held_function& of(sqlite3_context* context) {
        return *static_cast<held_function*>(sqlite3_user_data(context));
    }
    /// What asks for its name.
    static auto name_in(sqlite3_context* context) {
        return [context]() -> std::string_view { return of(context).name; };
    }
};

template <class Callable, class Result, class... Parameters>
struct scalar_calls {
    static void call(sqlite3_context* context, int, sqlite3_value** values) noexcept {
        using held = held_function<Callable>;
        argument_types<sizeof...(Parameters)> const types(values);
        if (types.template has_unwanted_null<Parameters...>())
            return;  // a result that is not set is NULL
        call_guarded(context, held::name_in(context), [&] {
            auto& self = held::of(context);
            returned_target target(context);
            give_value<returned_target, Result>(
                target, call_with<Parameters...>(self.held, values, types,
                                                 std::index_sequence_for<Parameters...>{}));
        });
    }
};

/// The calls of an aggregate; `State` is copied for each group.
template <class State, class Result, class... Parameters>
struct aggregate_calls {
    using held = held_function<State>;

    // SQLite's memory for a group is zeroed at first; a group without rows has none.
    static State** place_of(sqlite3_context* context, bool make) noexcept {
        return static_cast<State**>(
            sqlite3_aggregate_context(context, make ? int{sizeof(State*)} : 0));
    }
    template <class Change>
    static void change(sqlite3_context* context, sqlite3_value** values, Change&& how) noexcept {
        argument_types<sizeof...(Parameters)> const types(values);
        if (types.template has_unwanted_null<Parameters...>())
            return;
        call_guarded(context, held::name_in(context), [&] {
            State** const state = place_of(context, true);
            if (state == nullptr)
                throw std::bad_alloc();
            if (*state == nullptr)
                *state = new State(held::of(context).held);
            call_with<Parameters...>([&](auto&&... given) { how(**state, given...); }, values,
                                     types, std::index_sequence_for<Parameters...>{});
        });
    }
    static void step(sqlite3_context* context, int, sqlite3_value** values) noexcept {
        change(context, values, [](State& state, auto&... given) { state.step(given...); });
    }
    static void inverse(sqlite3_context* context, int, sqlite3_value** values) noexcept {
        change(context, values, [](State& state, auto&... given) { state.inverse(given...); });
    }
    static void give(sqlite3_context* context, State& state) {
        returned_target target(context);
        give_value<returned_target, Result>(target, state.value());
    }
    static void value(sqlite3_context* context) noexcept {
        call_guarded(context, held::name_in(context), [&] {
            State** const state = place_of(context, false);
            if (state != nullptr && *state != nullptr) {
                give(context, **state);
            } else {
                State empty(held::of(context).held);
                give(context, empty);
            }
        });
    }
    // Called after a failed step, too, where the result does not matter.
    static void finish(sqlite3_context* context) noexcept {
        value(context);
        if (State** const state = place_of(context, false))
            delete std::exchange(*state, nullptr);
    }
};

template <class Held>
held_function<Held>* hold(Held held, std::string_view name) {
    return new held_function<Held>{std::move(held), std::string(name)};
}

template <class Result, class... Parameters, class Callable>
void create_scalar(sqlite3* db, std::string_view name, bool deterministic, Callable callable) {
    auto* const kept = hold(std::move(callable), name);
    check(db, sqlite3_create_function_v2(db, kept->name.c_str(), int{sizeof...(Parameters)},
                                         SQLITE_UTF8 | (deterministic ? SQLITE_DETERMINISTIC : 0),
                                         kept, &scalar_calls<Callable, Result, Parameters...>::call,
                                         nullptr, nullptr, &held_function<Callable>::destroy));
}

template <bool Window, class Result, class... Parameters, class State>
void create_aggregate(sqlite3* db, std::string_view name, State first) {
    using calls = aggregate_calls<State, Result, Parameters...>;
    auto* const kept = hold(std::move(first), name);
    if constexpr (Window) {
        check(db, sqlite3_create_window_function(db, kept->name.c_str(), int{sizeof...(Parameters)},
                                                 SQLITE_UTF8, kept, &calls::step, &calls::finish,
                                                 &calls::value, &calls::inverse,
                                                 &held_function<State>::destroy));
    } else {
        check(db, sqlite3_create_function_v2(db, kept->name.c_str(), int{sizeof...(Parameters)},
                                             SQLITE_UTF8, kept, nullptr, &calls::step,
                                             &calls::finish, &held_function<State>::destroy));
    }
}

}  // namespace lithe::inline v0::detail
