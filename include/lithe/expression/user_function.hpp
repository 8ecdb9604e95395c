#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Functions of the program's own in SQL: declared once with their types, used as SQLite's own are,
// and given to a connection by create_function (sqlite/function.hpp).

#include <lithe/expression/aggregate.hpp>

#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

/// A std::optional parameter takes NULL. The others do not: a function with NULL for one of them is
/// NULL, an aggregate leaves the row out.
template <fixed_string Name, class Result, class... Parameters>
struct user_function_shape : shape_base {
    // The function reads what is stored, and knows no column's stored_as.
    static constexpr bool reads_stored = true;
    static constexpr null_rule nulls =
        is_optional<Result> ? null_rule::always : null_rule::any_operand;
    template <class...>
    using value = bare<Result>;
    static constexpr void open(sql_writer& out) {
        out.identifier(Name.view());
        out.put('(');
    }
    static constexpr void separate(sql_writer& out, std::size_t) { out.text(", "); }
    static constexpr void close(sql_writer& out) { out.put(')'); }
};

template <bool Window, fixed_string Name, class Result, class... Parameters>
struct user_aggregate_shape : user_function_shape<Name, Result, Parameters...> {
    static constexpr bool aggregate = true;
    static constexpr bool is_no_window = !Window;
    static constexpr null_rule nulls = is_optional<Result> ? null_rule::always : null_rule::never;
    static constexpr bool null_by_itself = is_optional<Result>;
};

/// What an argument is beside, when it is a value.
template <class Parameter>
struct argument_context {
    using value_type = bare<Parameter>;
};

/// An argument whose NULL the function takes, and so does not become its result's.
template <class Node>
struct taken_null : Node {
    using children = type_list<Node>;
    constexpr explicit taken_null(Node node) : Node(std::move(node)) {}
    template <class Nullable>
    static consteval bool may_be_null() {
        return false;
    }
};
template <class Parameter, class Node>
constexpr auto as_argument(Node node) {
    if constexpr (is_optional<Parameter>) {
        return taken_null<Node>(std::move(node));
    } else {
        return node;
    }
}

// A REAL is not read into an integer, so that would fail at each row.
template <class Node, class Parameter>
inline constexpr bool suits_parameter =
    std::is_same_v<kind_t<typename Node::value_type>, kind_t<Parameter>> &&
    !(std::is_floating_point_v<typename Node::value_type> && std::is_integral_v<bare<Parameter>>);

template <class Node, class Parameter>
consteval void require_argument() {
    constexpr bool suits = suits_parameter<Node, Parameter>;
    static_assert(suits,
                  "lithe: function: an argument's type is not that of the declaration; convert it");
}
template <std::size_t Declared, std::size_t Given>
consteval bool require_all_arguments() {
    constexpr bool same = Declared == Given;
    static_assert(same,
                  "lithe: function: the declaration has another number of parameters; give one "
                  "argument for each");
    return same;
}

template <class Shape, class... Operands>
constexpr auto call_user_function(Operands... operands) {
    return operation<Shape, Operands...>(std::move(operands)...);
}

template <class Shape, class... Parameters>
struct user_function {
    template <class... Given>
    [[nodiscard]] constexpr auto operator()(Given&&... arguments) const {
        if constexpr (require_all_arguments<sizeof...(Parameters), sizeof...(Given)>()) {
            (require_argument<operand_t<Given, argument_context<Parameters>>, Parameters>(), ...);
            return call_user_function<Shape>(as_argument<Parameters>(
                as_operand<argument_context<Parameters>>(std::forward<Given>(arguments)))...);
        } else {
            return literal<0>;
        }
    }
};

}  // namespace detail

/// A scalar function declared: `function<"slug", std::string(std::string_view)>`.
template <fixed_string Name, class Signature>
struct function_t;
template <fixed_string Name, class Result, class... Parameters>
struct function_t<Name, Result(Parameters...)>
    : detail::user_function<detail::user_function_shape<Name, std::remove_cvref_t<Result>,
                                                        std::remove_cvref_t<Parameters>...>,
                            std::remove_cvref_t<Parameters>...> {
    bool is_deterministic = false;

    static constexpr std::string_view name() { return Name.view(); }
    /// The same arguments always give the same result: SQLite may call it once, and it may stand in
    /// indexes, generated columns and checks.
    [[nodiscard]] constexpr function_t deterministic() const {
        function_t changed = *this;
        changed.is_deterministic = true;
        return changed;
    }
};

/// An aggregate declared: `aggregate_function<"product", double(double)>`.
template <fixed_string Name, class Signature>
struct aggregate_function_t;
template <fixed_string Name, class Result, class... Parameters>
struct aggregate_function_t<Name, Result(Parameters...)>
    : detail::user_function<detail::user_aggregate_shape<false, Name, std::remove_cvref_t<Result>,
                                                         std::remove_cvref_t<Parameters>...>,
                            std::remove_cvref_t<Parameters>...> {
    static constexpr std::string_view name() { return Name.view(); }
};

/// An aggregate that may also stand over a window: `window_function<"spread", double(double)>`.
template <fixed_string Name, class Signature>
struct window_function_t;
template <fixed_string Name, class Result, class... Parameters>
struct window_function_t<Name, Result(Parameters...)>
    : detail::user_function<detail::user_aggregate_shape<true, Name, std::remove_cvref_t<Result>,
                                                         std::remove_cvref_t<Parameters>...>,
                            std::remove_cvref_t<Parameters>...> {
    static constexpr std::string_view name() { return Name.view(); }
};

/// Declares a function of SQL by its name and types: `constexpr auto slug = function<"slug",
/// std::string(std::string_view)>.deterministic();`, then `slug(col<&User::name>)` in queries and
/// `c.create_function(slug, callable)` for each connection.
///
/// Types: those of fields, and views; std::optional where NULL is taken or given.
template <fixed_string Name, class Signature>
inline constexpr function_t<Name, Signature> function{};
template <fixed_string Name, class Signature>
inline constexpr aggregate_function_t<Name, Signature> aggregate_function{};
template <fixed_string Name, class Signature>
inline constexpr window_function_t<Name, Signature> window_function{};

}  // namespace lithe::inline v0
