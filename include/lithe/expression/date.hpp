#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// SQLite's date and time functions over chrono types: `strftime<"%Y-%m">(col<&Post::created_at>)`,
// date, time, datetime, julianday, unixepoch. Formats and modifiers are constants and checked, for
// SQLite answers NULL to what it does not know. https://www.sqlite.org/lang_datefunc.html

#include <lithe/expression/moment.hpp>
#include <lithe/meta/fixed_string.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {

/// The time when the statement runs, the same for all its rows: `date(lithe::now())`.
struct now_t : detail::expression_tag {
    using children = detail::type_list<>;
    using value_type = std::string;
    static constexpr detail::precedence rank = detail::precedence::primary;
    template <class>
    static consteval bool may_be_null() {
        return false;
    }
    static constexpr void write(sql_writer& out) { out.text("'now'"); }
    constexpr void write_literal(sql_writer& out) const { write(out); }
};
constexpr auto now() {
    return now_t{};
}

namespace detail {

enum class current_name : unsigned char { date, time, timestamp };

/// CURRENT_DATE and its kin.
template <class Value, current_name Name>
struct current_moment : expression_tag {
    using children = type_list<>;
    using value_type = Value;
    static constexpr precedence rank = precedence::primary;
    template <class>
    static consteval bool may_be_null() {
        return false;
    }
    static constexpr void write(sql_writer& out) {
        out.text(Name == current_name::date   ? "CURRENT_DATE"
                 : Name == current_name::time ? "CURRENT_TIME"
                                              : "CURRENT_TIMESTAMP");
    }
    constexpr void write_literal(sql_writer& out) const { write(out); }
};

}  // namespace detail

/// CURRENT_DATE, in UTC.
constexpr auto current_date() {
    return detail::current_moment<std::chrono::year_month_day, detail::current_name::date>{};
}
/// CURRENT_TIME, in UTC: HH:MM:SS.
constexpr auto current_time() {
    return detail::current_moment<std::string, detail::current_name::time>{};
}
/// CURRENT_TIMESTAMP, in UTC: YYYY-MM-DD HH:MM:SS.
constexpr auto current_timestamp() {
    return detail::current_moment<std::string, detail::current_name::timestamp>{};
}

namespace detail {

// ---- formats and modifiers ----

/// Only what every SQLite from 3.40 on knows: another one answers NULL.
constexpr bool is_time_format(std::string_view format) {
    while (!format.empty()) {
        if (format[0] == '%') {
            format.remove_prefix(1);
            if (format.empty() || std::string_view("dfHjJmMsSwWY%").find(format[0]) == format.npos)
                return false;
        }
        format.remove_prefix(1);
    }
    return true;
}

constexpr bool take_digits(std::string_view& text, std::size_t least, std::size_t most) {
    std::size_t count = 0;
    while (count < most && count < text.size() && text[count] >= '0' && text[count] <= '9')
        ++count;
    text.remove_prefix(count);
    return count >= least;
}
/// +1 day, -2.5 hours, +01:30, start of month, weekday 0, localtime.
constexpr bool is_time_modifier(std::string_view text) {
    for (std::string_view const whole :
         {"start of day", "start of month", "start of year", "localtime", "utc"}) {
        if (text == whole)
            return true;
    }
    if (text.starts_with("weekday "))
        return text.size() == 9 && text[8] >= '0' && text[8] <= '6';
    if (text.starts_with('+') || text.starts_with('-'))
        text.remove_prefix(1);
    if (!take_digits(text, 1, 12))
        return false;
    if (text.starts_with(':')) {
        text.remove_prefix(1);
        if (!take_digits(text, 2, 2))
            return false;
        if (text.starts_with(':')) {
            text.remove_prefix(1);
            if (!take_digits(text, 2, 2))
                return false;
        }
        return text.empty();
    }
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        if (!take_digits(text, 1, 12))
            return false;
    }
    if (!text.starts_with(' '))
        return false;
    text.remove_prefix(1);
    if (text.ends_with('s'))
        text.remove_suffix(1);
    for (std::string_view const unit : {"second", "minute", "hour", "day", "month", "year"}) {
        if (text == unit)
            return true;
    }
    return false;
}

template <fixed_string Format>
consteval void require_time_format() {
    constexpr bool known = is_time_format(Format.view());
    static_assert(known,
                  "lithe: strftime(): every SQLite knows %d %f %H %j %J %m %M %s %S %w %W %Y and "
                  "%%; use these");
}
template <fixed_string... Modifiers>
consteval void require_time_modifiers() {
    constexpr bool known = (is_time_modifier(Modifiers.view()) && ...);
    static_assert(
        known,
        "lithe: date(): this is no modifier; such are +1 day, -2.5 hours, start of month, "
        "weekday 0");
}

// ---- functions ----

enum class date_name : unsigned char { date, time, datetime, julianday, unixepoch };
inline constexpr std::string_view date_names[] = {"date", "time", "datetime", "julianday",
                                                  "unixepoch"};

// A date that is there stays one; ticks may be of a year beyond SQLite's 9999, a text anything.
template <class Node, fixed_string... Modifiers>
inline constexpr null_rule nulls_of_date =
    (std::is_same_v<typename Node::value_type, std::chrono::year_month_day> ||
     std::is_same_v<Node, now_t>) &&
            sizeof...(Modifiers) == 0
        ? null_rule::any_operand
        : null_rule::always;

template <class Value, date_name Name, null_rule Rule, fixed_string... Modifiers>
struct date_shape : shape_base {
    static constexpr null_rule nulls = Rule;
    template <class...>
    using value = Value;
    static constexpr void open(sql_writer& out) {
        out.text(date_names[static_cast<std::size_t>(Name)]);
        out.put('(');
    }
    static constexpr void close(sql_writer& out) {
        ((out.text(", "), out.string_literal(Modifiers.view())), ...);
        out.put(')');
    }
};
template <null_rule Rule, fixed_string Format, fixed_string... Modifiers>
struct strftime_shape : date_shape<std::string, date_name::date, Rule, Modifiers...> {
    static constexpr void open(sql_writer& out) {
        out.text("strftime(");
        out.string_literal(Format.view());
        out.text(", ");
    }
};

template <class Value, date_name Name, fixed_string... Modifiers, class Node>
constexpr auto make_date(Node node) {
    using argument = moment_argument<Node>;
    return operation<date_shape<Value, Name, nulls_of_date<Node, Modifiers...>, Modifiers...>,
                     argument>(argument{std::move(node)});
}
template <fixed_string Format, fixed_string... Modifiers, class Node>
constexpr auto make_strftime(Node node) {
    using argument = moment_argument<Node>;
    return operation<strftime_shape<nulls_of_date<Node, Modifiers...>, Format, Modifiers...>,
                     argument>(argument{std::move(node)});
}
// Nothing else: C's time(nullptr) is no call of these, whatever has been made visible.
template <class Given>
concept moment_or_expression = expression<Given> || is_moment_value<std::remove_cvref_t<Given>> ||
                               (std::is_convertible_v<Given, std::string_view> &&
                                !std::is_null_pointer_v<std::remove_cvref_t<Given>>);

template <class Given>
using moment_operand = operand_t<Given, text_context>;

}  // namespace detail

/// The day: `lithe::date<"start of month", "+1 month">(x)`. NULL beyond the year 9999, and of a
/// text that is no time. Errors: conversion_error of a day before the year 0, which SQLite answers.
template <fixed_string... Modifiers, detail::moment_or_expression Time>
constexpr auto date(Time&& time) {
    detail::require_moment<detail::moment_operand<Time>>();
    detail::require_time_modifiers<Modifiers...>();
    return detail::make_date<std::chrono::year_month_day, detail::date_name::date, Modifiers...>(
        detail::as_operand<detail::text_context>(std::forward<Time>(time)));
}
/// HH:MM:SS. Written with the namespace, since C has a time().
template <fixed_string... Modifiers, detail::moment_or_expression Time>
constexpr auto time(Time&& time) {
    detail::require_moment<detail::moment_operand<Time>>();
    detail::require_time_modifiers<Modifiers...>();
    return detail::make_date<std::string, detail::date_name::time, Modifiers...>(
        detail::as_operand<detail::text_context>(std::forward<Time>(time)));
}
/// YYYY-MM-DD HH:MM:SS.
template <fixed_string... Modifiers, detail::moment_or_expression Time>
constexpr auto datetime(Time&& time) {
    detail::require_moment<detail::moment_operand<Time>>();
    detail::require_time_modifiers<Modifiers...>();
    return detail::make_date<std::string, detail::date_name::datetime, Modifiers...>(
        detail::as_operand<detail::text_context>(std::forward<Time>(time)));
}
/// The days since noon of 24 November -4713.
template <fixed_string... Modifiers, detail::moment_or_expression Time>
constexpr auto julianday(Time&& time) {
    detail::require_moment<detail::moment_operand<Time>>();
    detail::require_time_modifiers<Modifiers...>();
    return detail::make_date<double, detail::date_name::julianday, Modifiers...>(
        detail::as_operand<detail::text_context>(std::forward<Time>(time)));
}
/// Whole seconds since 1970, as a time.
template <fixed_string... Modifiers, detail::moment_or_expression Time>
constexpr auto unixepoch(Time&& time) {
    detail::require_moment<detail::moment_operand<Time>>();
    detail::require_time_modifiers<Modifiers...>();
    return detail::make_date<std::chrono::sys_seconds, detail::date_name::unixepoch, Modifiers...>(
        detail::as_operand<detail::text_context>(std::forward<Time>(time)));
}
/// By a format: %Y %m %d %H %M %S %f (seconds with thousandths) %j %J %s %w %W.
template <fixed_string Format, fixed_string... Modifiers, detail::moment_or_expression Time>
constexpr auto strftime(Time&& time) {
    detail::require_moment<detail::moment_operand<Time>>();
    detail::require_time_format<Format>();
    detail::require_time_modifiers<Modifiers...>();
    return detail::make_strftime<Format, Modifiers...>(
        detail::as_operand<detail::text_context>(std::forward<Time>(time)));
}

}  // namespace lithe::inline v0
