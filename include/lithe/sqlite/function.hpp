#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Giving C++ functions to a connection: scalar functions from anything that can be called,
// aggregates and window functions from classes; by a declaration, or by the name alone of what has
// one signature.

#include <lithe/expression/user_function.hpp>
#include <lithe/sqlite/function_call.hpp>

#include <concepts>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0::detail {

// ---- rules ----

enum class definition_fault : unsigned char { none, type, callable, state, inverse, signature };

template <class... Types>
inline constexpr bool are_stored_types = (storable<bare<Types>> && ...);

template <class Callable, class Result, class... Parameters>
consteval definition_fault fault_of_callable() {
    return !are_stored_types<Result, Parameters...>                   ? definition_fault::type
           : !std::is_invocable_r_v<Result, Callable&, Parameters...> ? definition_fault::callable
                                                                      : definition_fault::none;
}
template <class State, class Result, class... Parameters>
concept aggregate_state =
    std::is_copy_constructible_v<State> && requires(State& state, Parameters&... given) {
        state.step(given...);
        { state.value() } -> std::convertible_to<Result>;
    };
template <bool Window, class State, class Result, class... Parameters>
consteval definition_fault fault_of_state() {
    constexpr bool inverse =
        requires(State& state, Parameters&... given) { state.inverse(given...); };
    return !are_stored_types<Result, Parameters...>         ? definition_fault::type
           : !aggregate_state<State, Result, Parameters...> ? definition_fault::state
           : Window && !inverse                             ? definition_fault::inverse
                                                            : definition_fault::none;
}

template <class Callable, fixed_string Name, class Result, class... Parameters>
consteval definition_fault fault_of(function_t<Name, Result(Parameters...)> const*) {
    return fault_of_callable<Callable, std::remove_cvref_t<Result>,
                             std::remove_cvref_t<Parameters>...>();
}
template <class State, fixed_string Name, class Result, class... Parameters>
consteval definition_fault fault_of(aggregate_function_t<Name, Result(Parameters...)> const*) {
    return fault_of_state<false, State, std::remove_cvref_t<Result>,
                          std::remove_cvref_t<Parameters>...>();
}
template <class State, fixed_string Name, class Result, class... Parameters>
consteval definition_fault fault_of(window_function_t<Name, Result(Parameters...)> const*) {
    return fault_of_state<true, State, std::remove_cvref_t<Result>,
                          std::remove_cvref_t<Parameters>...>();
}

// ---- by declaration, by name ----

template <fixed_string Name, class Result, class... Parameters, class Callable>
void create_declared(sqlite3* db, function_t<Name, Result(Parameters...)> const& declared,
                     Callable callable) {
    create_scalar<std::remove_cvref_t<Result>, std::remove_cvref_t<Parameters>...>(
        db, Name.view(), declared.is_deterministic, std::move(callable));
}
template <fixed_string Name, class Result, class... Parameters, class State>
void create_declared(sqlite3* db, aggregate_function_t<Name, Result(Parameters...)> const&,
                     State first) {
    create_aggregate<false, std::remove_cvref_t<Result>, std::remove_cvref_t<Parameters>...>(
        db, Name.view(), std::move(first));
}
template <fixed_string Name, class Result, class... Parameters, class State>
void create_declared(sqlite3* db, window_function_t<Name, Result(Parameters...)> const&,
                     State first) {
    create_aggregate<true, std::remove_cvref_t<Result>, std::remove_cvref_t<Parameters>...>(
        db, Name.view(), std::move(first));
}

/// The signature of a function, or of a class with one operator().
template <class Callable>
struct signature_of : signature_of<decltype(&Callable::operator())> {};
template <class Result, class... Parameters>
struct signature_of<Result (*)(Parameters...)> {
    template <class Callable>
    static void create(sqlite3* db, std::string_view name, Callable callable) {
        create_scalar<std::remove_cvref_t<Result>, std::remove_cvref_t<Parameters>...>(
            db, name, false, std::move(callable));
    }
    template <class Callable>
    static consteval definition_fault fault() {
        return fault_of_callable<Callable, std::remove_cvref_t<Result>,
                                 std::remove_cvref_t<Parameters>...>();
    }
};
template <class Result, class... Parameters>
struct signature_of<Result (*)(Parameters...) noexcept> : signature_of<Result (*)(Parameters...)> {
};
template <class Result, class Class, class... Parameters>
struct signature_of<Result (Class::*)(Parameters...)> : signature_of<Result (*)(Parameters...)> {};
template <class Result, class Class, class... Parameters>
struct signature_of<Result (Class::*)(Parameters...) const>
    : signature_of<Result (*)(Parameters...)> {};
template <class Result, class Class, class... Parameters>
struct signature_of<Result (Class::*)(Parameters...) noexcept>
    : signature_of<Result (*)(Parameters...)> {};
template <class Result, class Class, class... Parameters>
struct signature_of<Result (Class::*)(Parameters...) const noexcept>
    : signature_of<Result (*)(Parameters...)> {};

template <class Callable>
inline constexpr bool has_one_signature = false;
template <class Callable>
    requires requires { &Callable::operator(); }
inline constexpr bool has_one_signature<Callable> = true;
template <class Result, class... Parameters>
inline constexpr bool has_one_signature<Result (*)(Parameters...)> = true;
template <class Result, class... Parameters>
inline constexpr bool has_one_signature<Result (*)(Parameters...) noexcept> = true;

template <class Declared, class Definition>
consteval definition_fault find_definition_fault() {
    if constexpr (!std::is_convertible_v<Declared const&, std::string_view>) {
        return fault_of<Definition>(static_cast<Declared const*>(nullptr));
    } else if constexpr (has_one_signature<Definition>) {
        return signature_of<Definition>::template fault<Definition>();
    } else {
        return definition_fault::signature;
    }
}
// A call, because compilers add lines of explanation to a comparison.
consteval bool absent(definition_fault found, definition_fault fault) {
    return found != fault;
}
/// `Declared`: a declaration, or the name alone of what has one signature.
template <class Declared, class Definition>
consteval bool require_definition() {
    constexpr definition_fault found = find_definition_fault<Declared, Definition>();
    static_assert(
        absent(found, definition_fault::type),
        "lithe: create_function(): a declared type is none that SQLite stores; change it");
    static_assert(absent(found, definition_fault::callable),
                  "lithe: create_function(): the callable does not fit the declared types; change "
                  "one of them");
    static_assert(absent(found, definition_fault::state),
                  "lithe: create_function(): an aggregate is a class with step(arguments) and "
                  "value(); give it both");
    static_assert(absent(found, definition_fault::inverse),
                  "lithe: create_function(): a window function also has inverse(arguments); give "
                  "the class one");
    static_assert(
        absent(found, definition_fault::signature),
        "lithe: create_function(): the types of the callable are not known; declare them with "
        "function<name, signature>");
    return found == definition_fault::none;
}
template <class Declared, class Definition>
void create_function(sqlite3* db, Declared const& declared, Definition definition) {
    if constexpr (std::is_convertible_v<Declared const&, std::string_view>) {
        signature_of<Definition>::create(db, declared, std::move(definition));
    } else {
        create_declared(db, declared, std::move(definition));
    }
}

}  // namespace lithe::inline v0::detail
