#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Time: `sys_time<D>` is INTEGER ticks of D since 1970-01-01 UTC, `year_month_day` is TEXT
// YYYY-MM-DD. Other forms that a column may have are in time_format.hpp. Local and zoned times are
// refused: a database keeps UTC.

#include <lithe/meta/fixed_string.hpp>
#include <lithe/value/value_traits.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lithe::inline v0 {
namespace detail {

/// A text made at compile time or without an allocation. (std::string cannot be made in a constant
/// expression by Clang with libstdc++ 12, whose constructors are extern templates.)
struct short_text {
    char characters[40]{};
    std::size_t size = 0;

    constexpr explicit short_text(std::size_t length) : size(length) {}
    [[nodiscard]] constexpr std::string_view view() const { return {characters, size}; }
    constexpr operator std::string_view() const { return view(); }
    operator std::string() const { return std::string(view()); }
};

constexpr void put_digits(char* out, int count, std::uint64_t value) {
    for (int at = count - 1; at >= 0; --at) {
        out[at] = static_cast<char>('0' + value % 10);
        value /= 10;
    }
}

/// Reads `count` digits at `from`; -1 when there is anything else.
constexpr int read_digits(std::string_view text, std::size_t from, std::size_t count) {
    if (from + count > text.size())
        return -1;
    int value = 0;
    for (std::size_t at = from; at < from + count; ++at) {
        if (text[at] < '0' || text[at] > '9')
            return -1;
        value = value * 10 + (text[at] - '0');
    }
    return value;
}

/// SQLite's own date functions know the years 0000 to 9999; other years would sort wrongly as text.
constexpr void put_date(char* out, std::chrono::year_month_day date) {
    int const year = static_cast<int>(date.year());
    if (!date.ok() || year < 0 || year > 9999)
        throw std::range_error("a date in the years 0000 to 9999 that exists");
    put_digits(out, 4, static_cast<std::uint64_t>(year));
    out[4] = '-';
    put_digits(out + 5, 2, static_cast<unsigned>(date.month()));
    out[7] = '-';
    put_digits(out + 8, 2, static_cast<unsigned>(date.day()));
}

constexpr std::chrono::year_month_day date_from(std::string_view text) {
    int const year = read_digits(text, 0, 4);
    int const month = read_digits(text, 5, 2);
    int const day = read_digits(text, 8, 2);
    bool const shaped = text.size() == 10 && text[4] == '-' && text[7] == '-';
    if (!shaped || year < 0 || month < 0 || day < 0)
        throw std::range_error("YYYY-MM-DD");
    std::chrono::year_month_day const date{std::chrono::year{year},
                                           std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok())
        throw std::range_error("YYYY-MM-DD");
    return date;
}

template <class Duration>
concept whole_ticks =
    std::is_integral_v<typename Duration::rep> && sizeof(typename Duration::rep) <= 8;

// A type that is refused has traits without a storage, and says why when schema/rules.hpp asks it.
struct refused_ticks {
    static constexpr bool is_refused = true;
    template <fixed_string Name, class Entity>
    static consteval bool explain() {
        static_assert(always_false<Entity>,
                      "lithe: sys_time: its ticks are no whole numbers; use a duration of an "
                      "integer type");
        return false;
    }
};
struct refused_local_time {
    static constexpr bool is_refused = true;
    template <fixed_string Name, class Entity>
    static consteval bool explain() {
        static_assert(always_false<Entity>,
                      "lithe: local_time: a column keeps UTC; use sys_time, converted with "
                      "zone->to_sys(time)");
        return false;
    }
};
struct refused_zoned_time {
    static constexpr bool is_refused = true;
    template <fixed_string Name, class Entity>
    static consteval bool explain() {
        static_assert(always_false<Entity>,
                      "lithe: zoned_time: a column keeps UTC; use sys_time, converted with "
                      "time.get_sys_time()");
        return false;
    }
};

}  // namespace detail

template <class Duration>
struct value_traits<std::chrono::sys_time<Duration>> : detail::refused_ticks {};

template <detail::whole_ticks Duration>
struct value_traits<std::chrono::sys_time<Duration>> {
    using storage = std::int64_t;
    using rep = typename Duration::rep;
    static constexpr std::string_view description = "time (INTEGER ticks)";
    static constexpr storage to_storage(std::chrono::sys_time<Duration> time) {
        rep const ticks = time.time_since_epoch().count();
        if (!std::in_range<storage>(ticks))
            throw std::range_error("ticks in range");
        return static_cast<storage>(ticks);
    }
    static constexpr std::chrono::sys_time<Duration> from_storage(storage ticks) {
        if (!std::in_range<rep>(ticks))
            throw std::range_error("ticks in range");
        return std::chrono::sys_time<Duration>(Duration(static_cast<rep>(ticks)));
    }
};

template <>
struct value_traits<std::chrono::year_month_day> {
    using storage = std::string;
    static constexpr std::string_view description = "date (TEXT YYYY-MM-DD)";
    static constexpr detail::short_text to_storage(std::chrono::year_month_day date) {
        detail::short_text text(10);
        detail::put_date(text.characters, date);
        return text;
    }
    static constexpr std::chrono::year_month_day from_storage(std::string_view text) {
        return detail::date_from(text);
    }
};

template <class Duration>
struct value_traits<std::chrono::local_time<Duration>> : detail::refused_local_time {};

#if defined(__cpp_lib_chrono) && __cpp_lib_chrono >= 201907L
template <class Duration, class Zone>
struct value_traits<std::chrono::zoned_time<Duration, Zone>> : detail::refused_zoned_time {};
#endif

}  // namespace lithe::inline v0
