#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A time as SQLite's date functions take it, converted from how its column stores it: ticks of any
// duration, year_month_day, iso8601, unix_seconds, julian_day, or a text.
// https://www.sqlite.org/lang_datefunc.html#time_values

#include <lithe/expression/column.hpp>
#include <lithe/value/chrono.hpp>
#include <lithe/value/time_format.hpp>

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <type_traits>

namespace lithe::inline v0::detail {

template <class Value>
inline constexpr bool is_sys_time = false;
template <class Duration>
inline constexpr bool is_sys_time<std::chrono::sys_time<Duration>> = true;
template <class Value>
inline constexpr bool is_moment_value =
    is_sys_time<Value> || std::is_same_v<Value, std::chrono::year_month_day> || is_text<Value>;

template <class Node>
consteval void require_moment() {
    constexpr bool moment = is_moment_value<typename Node::value_type>;
    static_assert(moment,
                  "lithe: date(): this is no time; give a sys_time, a year_month_day, a text or "
                  "lithe::now()");
}
/// How SQLite's functions take a value: ticks are divided first.
enum class moment_form : unsigned char { readable, seconds, ticks, unread };

template <class Node>
consteval moment_form form_of_moment() {
    using value = typename Node::value_type;
    if constexpr (!is_sys_time<value>) {
        return moment_form::readable;
    } else if constexpr (!formed<Node>::by_column) {
        return moment_form::ticks;
    } else {
        using traits = column_traits<formed<Node>::member>;
        if constexpr (std::is_base_of_v<value_traits<value>, traits>) {
            return moment_form::ticks;
        } else if constexpr (std::is_base_of_v<iso8601_t::traits<value>, traits> ||
                             std::is_base_of_v<julian_day_t::traits<value>, traits>) {
            return moment_form::readable;
        } else if constexpr (std::is_base_of_v<unix_seconds_t::traits<value>, traits>) {
            return moment_form::seconds;
        } else {
            return moment_form::unread;
        }
    }
}

/// A time value with the modifier it needs. Of ticks finer than SQLite's milliseconds what is left
/// over is cut off, towards the past as in std::chrono::floor, not rounded into the next second.
template <class Node>
struct moment_argument {
    using children = type_list<Node>;
    using value_type = std::int64_t;
    static constexpr precedence rank = precedence::primary;
    static constexpr unsigned inside = moment_inside;

    LITHE_NO_UNIQUE_ADDRESS Node node;

    /// Asked by the statement's rules, which may look at descriptors.
    static consteval bool reads_form() { return form_of_moment<Node>() != moment_form::unread; }

    template <class Nullable>
    static consteval bool may_be_null() {
        return Node::template may_be_null<Nullable>();
    }
    static constexpr void write(sql_writer& out) {
        write_with(out, [&out](precedence outer) { write_at(out, outer); });
    }
    constexpr void write_literal(sql_writer& out) const {
        write_with(out, [&](precedence outer) {
            bool const brackets = needs_brackets(outer, Node::rank, true);
            out.text(brackets ? "(" : "");
            node.write_literal(out);
            out.text(brackets ? ")" : "");
        });
    }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        bind_expression(sink, node);
        if constexpr (form_of_moment<Node>() == moment_form::ticks) {
            if (is_fine())
                bind_expression(sink, node);  // it is written twice
        }
    }

private:
    static constexpr void write_at(sql_writer& out, precedence outer) {
        bool const brackets = needs_brackets(outer, Node::rank, true);
        out.text(brackets ? "(" : "");
        Node::write(out);
        out.text(brackets ? ")" : "");
    }
    static consteval bool is_fine() {
        using period = typename Node::value_type::duration::period;
        return period::num == 1 && period::den > 1000 && period::den % 1000 == 0;
    }
    template <class Write>
    static constexpr void write_with(sql_writer& out, Write const& write_node) {
        constexpr moment_form form = form_of_moment<Node>();
        if constexpr (form == moment_form::unread) {
            throw std::logic_error("a stored form that SQLite does not read");
        } else if constexpr (form == moment_form::readable) {
            write_node(precedence::logical_or);
        } else if constexpr (form == moment_form::seconds) {
            write_node(precedence::logical_or);
            out.text(", 'unixepoch'");
        } else {
            write_ticks(out, write_node);
            out.text(", 'unixepoch'");
        }
    }
    template <class Write>
    static constexpr void write_ticks(sql_writer& out, Write const& write_node) {
        using period = typename Node::value_type::duration::period;
        if constexpr (is_fine()) {
            constexpr std::int64_t unit = period::den / 1000;
            out.put('(');
            write_node(precedence::sum);
            out.text(" - (");
            write_node(precedence::sum);
            out.text(" < 0) * ");
            out.integer_literal(unit - 1);
            out.text(") / ");
            out.integer_literal(unit);
            out.text(" / 1000.0");
        } else {
            write_node(precedence::product);
            if constexpr (period::num != 1) {
                out.text(" * ");
                out.integer_literal(period::num);
            }
            if constexpr (period::den != 1) {
                out.text(" / ");
                out.integer_literal(period::den);
                out.text(".0");
            }
        }
    }
};

}  // namespace lithe::inline v0::detail
