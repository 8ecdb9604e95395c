#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The rest of SQLite's scalar functions, under their own names (char and typeof are taken in C++:
// char_, type_of): max and min of several, sign, hex, quote, unicode, random, hints for the
// planner, what the last write did. https://www.sqlite.org/lang_corefunc.html

#include <lithe/expression/conditional.hpp>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

enum class core_name : unsigned char {
    greatest,
    least,
    sign,
    hex,
    unhex,
    quote,
    char_,
    unicode,
    octet_length,
    concat_ws,
    type_of,
    random,
    randomblob,
    zeroblob,
    likely,
    unlikely,
    changes,
    total_changes,
    last_insert_rowid,
    sqlite_version
};
inline constexpr std::string_view core_names[] = {"max",
                                                  "min",
                                                  "sign",
                                                  "hex",
                                                  "unhex",
                                                  "quote",
                                                  "char",
                                                  "unicode",
                                                  "octet_length",
                                                  "concat_ws",
                                                  "typeof",
                                                  "random",
                                                  "randomblob",
                                                  "zeroblob",
                                                  "likely",
                                                  "unlikely",
                                                  "changes",
                                                  "total_changes",
                                                  "last_insert_rowid",
                                                  "sqlite_version"};

// By name and not a struct each: what is not called is not instantiated.
template <class Value, core_name Name, null_rule Rule = null_rule::any_operand>
struct core_function : call_shape<core_function<Value, Name, Rule>> {
    static constexpr std::string_view name = core_names[static_cast<unsigned char>(Name)];
    static constexpr null_rule nulls = Rule;
    template <class...>
    using value = Value;
};
/// Its value is what its operands have in common.
template <core_name Name>
struct common_function : call_shape<common_function<Name>> {
    static constexpr std::string_view name = core_names[static_cast<unsigned char>(Name)];
    template <class... Operands>
    using value = typename case_value<Operands...>::type;
};

template <fixed_string Share>
struct likelihood_shape : shape_base {
    template <class Node>
    using value = typename Node::value_type;
    static constexpr void open(sql_writer& out) { out.text("likelihood("); }
    static constexpr void close(sql_writer& out) {
        out.text(", ");
        out.text(Share.view());
        out.put(')');
    }
};

template <class Shape, class First, class... Others>
constexpr auto call_alike(First const& first, Others const&... others) {
    (require_comparable<First, operand_t<Others const&, First>>(), ...);
    return operation<Shape, First, operand_t<Others const&, First>...>(
        first, as_operand<First>(others)...);
}
template <class Shape, class... Numbers>
constexpr auto call_whole(Numbers&&... numbers) {
    (require_number<operand_t<Numbers, integer_context>>(), ...);
    return operation<Shape, operand_t<Numbers, integer_context>...>(
        as_operand<integer_context>(std::forward<Numbers>(numbers))...);
}

template <class Size>
consteval void require_blob_size() {
    constexpr bool good = constant_of<Size>.value >= 0;
    static_assert(good, "lithe: zeroblob(): the size is negative; give a number of bytes");
}
[[noreturn]] inline void throw_negative_size() {
    throw std::invalid_argument("lithe: zeroblob(): the size is negative; give a number of bytes");
}

}  // namespace detail

// Of two or more. What <algorithm> has under the same names takes two of one type, or two and
// something, and would be the better match without overloads of just these forms.
/// The greatest operand; NULL when one is.
template <expression Node>
constexpr auto(max)(Node const& first, Node const& second) {
    return detail::call_alike<detail::common_function<detail::core_name::greatest>>(first, second);
}
template <expression Node, class Third>
constexpr auto(max)(Node const& first, Node const& second, Third third) {
    return detail::call_alike<detail::common_function<detail::core_name::greatest>>(first, second,
                                                                                    third);
}
template <expression First, class Second, class... Others>
constexpr auto(max)(First const& first, Second const& second, Others const&... others) {
    return detail::call_alike<detail::common_function<detail::core_name::greatest>>(first, second,
                                                                                    others...);
}
/// The least operand; NULL when one is.
template <expression Node>
constexpr auto(min)(Node const& first, Node const& second) {
    return detail::call_alike<detail::common_function<detail::core_name::least>>(first, second);
}
template <expression Node, class Third>
constexpr auto(min)(Node const& first, Node const& second, Third third) {
    return detail::call_alike<detail::common_function<detail::core_name::least>>(first, second,
                                                                                 third);
}
template <expression First, class Second, class... Others>
constexpr auto(min)(First const& first, Second const& second, Others const&... others) {
    return detail::call_alike<detail::common_function<detail::core_name::least>>(first, second,
                                                                                 others...);
}

/// -1, 0 or 1.
template <expression Node>
constexpr auto sign(Node const& node) {
    detail::require_number<Node>();
    return detail::call<detail::core_function<std::int64_t, detail::core_name::sign>>(node);
}
/// The bytes of a blob or a text as hexadecimal digits; of NULL the empty text.
template <expression Node>
constexpr auto hex(Node const& node) {
    return detail::call<
        detail::core_function<std::string, detail::core_name::hex, detail::null_rule::never>>(node);
}
/// The blob that hexadecimal digits say, or NULL where they say none; with a second argument, its
/// characters may stand between pairs of digits. Needs SQLite 3.41.
template <expression Node, class... Ignored>
    requires(sizeof...(Ignored) <= 1)
constexpr auto unhex(Node const& node, Ignored&&... ignored) {
    return detail::call_text<
        detail::core_function<bytes, detail::core_name::unhex, detail::null_rule::always>>(
        node, std::forward<Ignored>(ignored)...);
}
/// The value as SQL writes it; of NULL the text NULL.
template <expression Node>
constexpr auto quote(Node const& node) {
    return detail::call<
        detail::core_function<std::string, detail::core_name::quote, detail::null_rule::never>>(
        node);
}
/// The text of these code points.
template <class... Codes>
    requires(sizeof...(Codes) > 0)
constexpr auto char_(Codes&&... codes) {
    return detail::call_whole<
        detail::core_function<std::string, detail::core_name::char_, detail::null_rule::never>>(
        std::forward<Codes>(codes)...);
}
/// The code point of the first character; NULL for the empty text.
template <expression Node>
constexpr auto unicode(Node const& node) {
    detail::require_text<Node>();
    return detail::call<
        detail::core_function<std::int64_t, detail::core_name::unicode, detail::null_rule::always>>(
        node);
}
/// The bytes of a text or a blob. Needs SQLite 3.43.
template <expression Node>
constexpr auto octet_length(Node const& node) {
    return detail::call<detail::core_function<std::int64_t, detail::core_name::octet_length>>(node);
}
/// The texts that are not NULL, `separator` between them. Needs SQLite 3.44.
template <class Separator, class First, class... Others>
    requires(expression<Separator> || expression<First> || (expression<Others> || ...))
constexpr auto concat_ws(Separator&& separator, First&& first, Others&&... others) {
    return detail::call_text<detail::core_function<std::string, detail::core_name::concat_ws,
                                                   detail::null_rule::first_operand>>(
        std::forward<Separator>(separator), std::forward<First>(first),
        std::forward<Others>(others)...);
}
/// null, integer, real, text or blob: how the value is stored.
template <expression Node>
constexpr auto type_of(Node const& node) {
    return detail::call<
        detail::core_function<std::string, detail::core_name::type_of, detail::null_rule::never>>(
        node);
}
/// A whole number of 64 random bits, another one for each row.
template <class Shape = detail::core_function<std::int64_t, detail::core_name::random>>
constexpr auto random() {
    return operation<Shape>();
}
/// A blob of so many random bytes, at least one.
template <class Size>
constexpr auto randomblob(Size&& size) {
    return detail::call_whole<
        detail::core_function<bytes, detail::core_name::randomblob, detail::null_rule::never>>(
        std::forward<Size>(size));
}
/// A blob of so many zeros; as a value to be stored it takes no memory. Errors:
/// std::invalid_argument for a negative value; a column's SQLite takes for 0.
template <class Size>
constexpr auto zeroblob(Size&& size) {
    using given = std::remove_cvref_t<Size>;
    detail::require_blob_size<given>();
    if constexpr (std::is_integral_v<given> && std::is_signed_v<given>) {
        if (size < 0) [[unlikely]]
            detail::throw_negative_size();
    }
    return detail::call_whole<
        detail::core_function<bytes, detail::core_name::zeroblob, detail::null_rule::never>>(
        std::forward<Size>(size));
}
/// The condition itself; tells the planner that it is mostly true.
template <expression Node>
constexpr auto likely(Node const& node) {
    return detail::call<detail::common_function<detail::core_name::likely>>(node);
}
/// The condition itself; tells the planner that it is seldom true.
template <expression Node>
constexpr auto unlikely(Node const& node) {
    return detail::call<detail::common_function<detail::core_name::unlikely>>(node);
}

/// The condition itself; tells the planner for which share of the rows it is true:
/// `likelihood<"0.05">(x)`, from 0.0 to 1.0.
template <fixed_string Share, expression Node>
constexpr auto likelihood(Node const& node) {
    return operation<detail::likelihood_shape<Share>, Node>(node);
}

/// The rows that the connection's last INSERT, UPDATE or DELETE changed.
template <class Shape = detail::core_function<std::int64_t, detail::core_name::changes>>
constexpr auto changes() {
    return operation<Shape>();
}
/// The rows that all writes of the connection changed.
template <class Shape = detail::core_function<std::int64_t, detail::core_name::total_changes>>
constexpr auto total_changes() {
    return operation<Shape>();
}
/// The rowid that the connection's last INSERT assigned.
template <class Shape = detail::core_function<std::int64_t, detail::core_name::last_insert_rowid>>
constexpr auto last_insert_rowid() {
    return operation<Shape>();
}
/// SQLite's version, as "3.40.1".
template <class Shape = detail::core_function<std::string, detail::core_name::sqlite_version>>
constexpr auto sqlite_version() {
    return operation<Shape>();
}

}  // namespace lithe::inline v0
