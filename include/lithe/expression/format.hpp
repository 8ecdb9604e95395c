#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// SQLite's format(), also called printf(): `format<"%s is %d">(name, age)`. The format is a
// constant, so that number and types of the arguments are checked; SQLite would print 0 and
// nothing. https://www.sqlite.org/printf.html

#include <lithe/expression/column.hpp>
#include <lithe/meta/fixed_string.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

enum class conversion : unsigned char { whole, number, any };

/// What a format wants, read at compile time.
class format_reader {
public:
    static constexpr std::size_t most = 32;
    conversion wanted[most]{};
    std::size_t count = 0;
    bool valid = true;

    constexpr explicit format_reader(std::string_view format) : rest_(format) {
        while (valid && !rest_.empty()) {
            if (next() == '%')
                read_conversion();
        }
    }

private:
    constexpr char next() {
        char const letter = rest_.empty() ? '\0' : rest_.front();
        rest_.remove_prefix(rest_.empty() ? 0 : 1);
        return letter;
    }
    constexpr bool at(std::string_view letters) const {
        return !rest_.empty() && letters.find(rest_.front()) != letters.npos;
    }
    constexpr void want(conversion one) {
        valid = valid && count < most;
        if (valid)
            wanted[count++] = one;
    }
    constexpr void read_number() {
        if (at("*")) {
            next();
            want(conversion::whole);
        }
        while (at("0123456789"))
            next();
    }
    constexpr void read_conversion() {
        while (at("-+ 0#!,"))
            next();
        read_number();
        if (at(".")) {
            next();
            read_number();
        }
        while (at("l"))
            next();
        char const letter = next();
        if (std::string_view("diuxXop").find(letter) != std::string_view::npos) {
            want(conversion::whole);
        } else if (std::string_view("fFeEgG").find(letter) != std::string_view::npos) {
            want(conversion::number);
        } else if (std::string_view("szcqQw").find(letter) != std::string_view::npos) {
            want(conversion::any);
        } else {
            valid = valid && letter == '%';
        }
    }

    std::string_view rest_;
};

template <fixed_string Format>
struct format_shape : shape_base {
    static constexpr null_rule nulls = null_rule::never;
    template <class...>
    using value = std::string;
    static constexpr void open(sql_writer& out) {
        out.text("format(");
        out.string_literal(Format.view());
        out.text(", ");
    }
    static constexpr void separate(sql_writer& out, std::size_t) { out.text(", "); }
    static constexpr void close(sql_writer& out) { out.put(')'); }
};

template <class Node>
consteval bool suits(conversion wanted) {
    using type = typename Node::value_type;
    return wanted == conversion::whole    ? std::is_integral_v<type>
           : wanted == conversion::number ? is_number<type>
                                          : is_number<type> || is_text<type>;
}

template <fixed_string Format, class... Nodes>
consteval bool suits_format() {
    constexpr format_reader format(Format.view());
    if constexpr (!format.valid || format.count != sizeof...(Nodes)) {
        return false;
    } else {
        std::size_t at = 0;
        return (suits<Nodes>(format.wanted[at++]) && ...);
    }
}

template <fixed_string Format, class... Nodes>
consteval void require_format() {
    constexpr bool suited = suits_format<Format, Nodes...>();
    static_assert(suited,
                  "lithe: format(): the arguments are not those that the format wants; mend one or "
                  "the other");
    constexpr bool present = !suited || !(Nodes::template may_be_null<type_list<>>() || ...);
    static_assert(present,
                  "lithe: format(): an argument may be NULL, which prints as 0 or nothing; use "
                  "coalesce(x, …)");
}

template <bool OfRow>
consteval bool require_format_of_row() {
    static_assert(OfRow,
                  "lithe: format(): no argument is a column or another expression; put values "
                  "together in C++");
    return OfRow;
}

}  // namespace detail

/// A text put together as by printf: %d of whole numbers, %f, %e and %g of numbers, %s of texts and
/// numbers, %q, %Q and %w of texts in quotes; at least one argument. Never NULL.
template <fixed_string Format, class... Given>
constexpr auto format(Given&&... arguments) {
    if constexpr (detail::require_format_of_row<(expression<Given> || ...)>()) {
        detail::require_format<Format, detail::operand_t<Given, detail::integer_context>...>();
        return operation<detail::format_shape<Format>,
                         detail::operand_t<Given, detail::integer_context>...>(
            detail::as_operand<detail::integer_context>(std::forward<Given>(arguments))...);
    } else {
        return column<nullptr>{};
    }
}

}  // namespace lithe::inline v0
