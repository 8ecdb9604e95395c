#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What SQLite makes of JSON: json_array, json_object<"name", …>, json_set<"$.path">(document,
// value) and its kin, json_remove, json_patch, json_quote; the aggregates json_group_array and
// json_group_object. A text goes in as a string, json_(text) as what it says.
// https://www.sqlite.org/json1.html

#include <lithe/expression/aggregate.hpp>
#include <lithe/expression/json.hpp>
#include <lithe/expression/literal.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

template <class... Nodes>
consteval void require_json_values() {
    constexpr bool values = (!is_blob<storage_t<typename Nodes::value_type>> && ...);
    static_assert(values, "lithe: json_array(): JSON has no blobs; give a text, such as hex(x)");
}

template <std::size_t Paths, std::size_t Values>
consteval void require_value_each() {
    constexpr bool equal = Paths == Values && Paths > 0;
    static_assert(equal,
                  "lithe: json_set(): there is not one value for each path or label; give as many");
}

// What is put in the document's place comes back as it is, and not as JSON.
template <fixed_string... Paths>
consteval void require_inner_paths() {
    require_json_paths<Paths...>();
    constexpr bool inner = ((Paths.view() != "$") && ...);
    static_assert(
        inner,
        "lithe: json_set(): $ is the document itself; use json_quote(x) or json_(x) instead");
}
template <class Label>
consteval void require_json_label() {
    constexpr bool present = !Label::template may_be_null<type_list<>>();
    static_assert(present,
                  "lithe: json_group_object(): the label may be NULL, which is no JSON; use "
                  "coalesce(label, …)");
}

struct json_array_shape : call_shape<json_array_shape> {
    static constexpr std::string_view name = "json_array";
    static constexpr null_rule nulls = null_rule::never;
    template <class...>
    using value = std::string;
};
struct json_quote_shape : call_shape<json_quote_shape> {
    static constexpr std::string_view name = "json_quote";
    static constexpr null_rule nulls = null_rule::never;
    template <class...>
    using value = std::string;
};
struct json_patch_shape : call_shape<json_patch_shape> {
    static constexpr std::string_view name = "json_patch";
    template <class... Operands>
    using value = first_value<Operands...>;
};

template <fixed_string... Labels>
struct json_object_shape : shape_base {
    static constexpr null_rule nulls = null_rule::never;
    template <class...>
    using value = std::string;
    static constexpr void write_label(sql_writer& out, std::size_t index) {
        std::size_t at = 0;
        ((at++ == index ? out.string_literal(Labels.view()) : void()), ...);
        out.text(", ");
    }
    static constexpr void open(sql_writer& out) {
        out.text("json_object(");
        write_label(out, 0);
    }
    static constexpr void separate(sql_writer& out, std::size_t index) {
        out.text(", ");
        write_label(out, index);
    }
    static constexpr void close(sql_writer& out) { out.put(')'); }
};

enum class json_edit : unsigned char { set, insert, replace };

template <json_edit Edit, fixed_string... Paths>
struct json_edit_shape : shape_base {
    static constexpr null_rule nulls = null_rule::first_operand;
    template <class... Operands>
    using value = first_value<Operands...>;
    static constexpr void open(sql_writer& out) {
        out.text(Edit == json_edit::set      ? "json_set("
                 : Edit == json_edit::insert ? "json_insert("
                                             : "json_replace(");
    }
    static constexpr void separate(sql_writer& out, std::size_t index) {
        out.text(", ");
        std::size_t at = 1;
        ((at++ == index ? out.string_literal(Paths.view()) : void()), ...);
        out.text(", ");
    }
    static constexpr void close(sql_writer& out) { out.put(')'); }
};

template <fixed_string... Paths>
struct json_remove_shape : shape_base {
    // Without its root, nothing is left.
    static constexpr null_rule nulls =
        ((Paths.view() == "$") || ...) ? null_rule::always : null_rule::any_operand;
    template <class... Operands>
    using value = first_value<Operands...>;
    static constexpr void open(sql_writer& out) { out.text("json_remove("); }
    static constexpr void close(sql_writer& out) {
        ((out.text(", "), out.string_literal(Paths.view())), ...);
        out.put(')');
    }
};

struct json_group_array_function {
    static constexpr std::string_view name = "json_group_array";
    static constexpr null_rule nulls = null_rule::never;
    template <class...>
    using value = std::string;
};
struct json_group_object_function : json_group_array_function {
    static constexpr std::string_view name = "json_group_object";
};

template <json_edit Edit, fixed_string... Paths, class Node, class... Values>
constexpr auto edit_json(Node const& document, Values... values) {
    return operation<json_edit_shape<Edit, Paths...>, Node, Values...>(document,
                                                                       std::move(values)...);
}

/// A value that goes into a document, where nullptr and nullopt are null.
template <class Given>
constexpr auto as_json(Given&& given) {
    if constexpr (is_null_constant<Given>) {
        return parameter<std::optional<std::int64_t>>(std::nullopt);
    } else {
        return as_operand<integer_context>(std::forward<Given>(given));
    }
}
template <class Given>
using json_operand = decltype(as_json(std::declval<Given>()));

}  // namespace detail

/// `[…]` of these values; NULL, nullptr and nullopt become null.
template <class... Values>
    requires((expression<Values> || ...))
constexpr auto json_array(Values&&... values) {
    detail::require_json_values<detail::json_operand<Values>...>();
    return operation<detail::json_array_shape, detail::json_operand<Values>...>(
        detail::as_json(std::forward<Values>(values))...);
}
/// `{"name": …}`: `json_object<"name", "age">(col<&User::name>, col<&User::age>)`.
template <fixed_string... Labels, class... Values>
    requires((expression<Values> || ...))
constexpr auto json_object(Values&&... values) {
    detail::require_value_each<sizeof...(Labels), sizeof...(Values)>();
    detail::require_json_values<detail::json_operand<Values>...>();
    if constexpr (sizeof...(Labels) == sizeof...(Values)) {
        return operation<detail::json_object_shape<Labels...>, detail::json_operand<Values>...>(
            detail::as_json(std::forward<Values>(values))...);
    } else {
        return literal_t<0>{};
    }
}
/// The document with `values` at the paths, whether something is there or not:
/// `json_set<"$.name">(col<&Page::data>, "Ada")`. Of the document's type.
template <fixed_string... Paths, expression Node, class... Values>
constexpr auto json_set(Node const& document, Values&&... values) {
    detail::require_json_document<Node>();
    detail::require_inner_paths<Paths...>();
    detail::require_value_each<sizeof...(Paths), sizeof...(Values)>();
    detail::require_json_values<detail::json_operand<Values>...>();
    return detail::edit_json<detail::json_edit::set, Paths...>(
        document, detail::as_json(std::forward<Values>(values))...);
}
/// Only where nothing is.
template <fixed_string... Paths, expression Node, class... Values>
constexpr auto json_insert(Node const& document, Values&&... values) {
    detail::require_json_document<Node>();
    detail::require_inner_paths<Paths...>();
    detail::require_value_each<sizeof...(Paths), sizeof...(Values)>();
    detail::require_json_values<detail::json_operand<Values>...>();
    return detail::edit_json<detail::json_edit::insert, Paths...>(
        document, detail::as_json(std::forward<Values>(values))...);
}
/// Only where something is.
template <fixed_string... Paths, expression Node, class... Values>
constexpr auto json_replace(Node const& document, Values&&... values) {
    detail::require_json_document<Node>();
    detail::require_inner_paths<Paths...>();
    detail::require_value_each<sizeof...(Paths), sizeof...(Values)>();
    detail::require_json_values<detail::json_operand<Values>...>();
    return detail::edit_json<detail::json_edit::replace, Paths...>(
        document, detail::as_json(std::forward<Values>(values))...);
}
/// The document without what is at the paths.
template <fixed_string... Paths, expression Node>
constexpr auto json_remove(Node const& document) {
    detail::require_json_document<Node>();
    detail::require_json_paths<Paths...>();
    return operation<detail::json_remove_shape<Paths...>, Node>(document);
}
/// The document changed by RFC 7396's merge patch.
template <expression Node, class Patch>
constexpr auto json_patch(Node const& document, Patch&& patch) {
    auto change = detail::as_operand<detail::text_context>(std::forward<Patch>(patch));
    detail::require_json_document<Node>();
    detail::require_json_document<decltype(change)>();
    return operation<detail::json_patch_shape, Node, decltype(change)>(document, std::move(change));
}
/// The value as JSON: a text in quotes, NULL as null.
template <expression Node>
constexpr auto json_quote(Node const& node) {
    detail::require_json_values<Node>();
    return operation<detail::json_quote_shape, Node>(node);
}

/// Aggregate: `[…]` of the values of the group, `[]` over no rows, in no promised order.
template <expression Node>
constexpr auto json_group_array(Node const& node) {
    detail::require_json_values<Node>();
    return detail::make_aggregate<detail::json_group_array_function>(node);
}
template <expression Node>
constexpr auto json_group_array(detail::distinct_argument<Node> const& node) {
    detail::require_json_values<Node>();
    return detail::make_aggregate<detail::json_group_array_function>(node);
}
/// Aggregate: `{…}` with a member for each row.
template <expression Label, class Value>
constexpr auto json_group_object(Label const& label, Value&& value) {
    detail::require_text<Label>();
    detail::require_json_label<Label>();
    detail::require_json_values<detail::json_operand<Value>>();
    return detail::make_aggregate<detail::json_group_object_function>(
        label, detail::as_json(std::forward<Value>(value)));
}

}  // namespace lithe::inline v0
