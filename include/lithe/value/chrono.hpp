#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Time: `sys_time<D>` is INTEGER ticks of D since 1970-01-01 UTC, `year_month_day` is TEXT
// YYYY-MM-DD. Other forms that a column may have are in time_format.hpp. Local and zoned times are
// refused: a database keeps UTC.

#include <chrono>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

#include <lithe/value/value_traits.hpp>

namespace lithe::inline v0 {
namespace detail {

constexpr void put_digits(char* out, int count, std::uint64_t value) {
    for (int at = count - 1; at >= 0; --at) {
        out[at] = static_cast<char>('0' + value % 10);
        value /= 10;
    }
}

/// Reads `count` digits at `from`; -1 when there is anything else.
constexpr int read_digits(std::string_view text, std::size_t from, std::size_t count) {
    if (from + count > text.size()) return -1;
    int value = 0;
    for (std::size_t at = from; at < from + count; ++at) {
        if (text[at] < '0' || text[at] > '9') return -1;
        value = value * 10 + (text[at] - '0');
    }
    return value;
}

/// SQLite's own date functions know the years 0000 to 9999; other years would sort wrongly as text.
inline std::string date_text(std::chrono::year_month_day date) {
    int const year = static_cast<int>(date.year());
    if (!date.ok() || year < 0 || year > 9999)
        throw std::range_error("a date in the years 0000 to 9999 that exists");
    std::string text(10, '-');
    put_digits(text.data(), 4, static_cast<std::uint64_t>(year));
    put_digits(text.data() + 5, 2, static_cast<unsigned>(date.month()));
    put_digits(text.data() + 8, 2, static_cast<unsigned>(date.day()));
    return text;
}

inline std::chrono::year_month_day date_from(std::string_view text) {
    int const year = read_digits(text, 0, 4);
    int const month = read_digits(text, 5, 2);
    int const day = read_digits(text, 8, 2);
    bool const shaped = text.size() == 10 && text[4] == '-' && text[7] == '-';
    if (!shaped || year < 0 || month < 0 || day < 0) throw std::range_error("YYYY-MM-DD");
    std::chrono::year_month_day const date{
        std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
        std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) throw std::range_error("YYYY-MM-DD");
    return date;
}

}  // namespace detail

template <class Duration>
struct value_traits<std::chrono::sys_time<Duration>> {
    static_assert(std::is_integral_v<typename Duration::rep>,
                  "lithe: a time column counts whole ticks; use a duration of an integer type");
    using storage = std::int64_t;
    static constexpr std::string_view description = "time (INTEGER ticks)";
    static constexpr storage to_storage(std::chrono::sys_time<Duration> time) {
        return static_cast<storage>(time.time_since_epoch().count());
    }
    static constexpr std::chrono::sys_time<Duration> from_storage(storage ticks) {
        using rep = typename Duration::rep;
        if constexpr (sizeof(rep) < 8) {
            if (ticks < (std::numeric_limits<rep>::min)() || ticks > (std::numeric_limits<rep>::max)())
                throw std::range_error("ticks in range");
        }
        return std::chrono::sys_time<Duration>(Duration(static_cast<rep>(ticks)));
    }
};

template <>
struct value_traits<std::chrono::year_month_day> {
    using storage = std::string;
    static constexpr std::string_view description = "date (TEXT YYYY-MM-DD)";
    static storage to_storage(std::chrono::year_month_day date) { return detail::date_text(date); }
    static std::chrono::year_month_day from_storage(std::string_view text) {
        return detail::date_from(text);
    }
};

template <class Duration>
struct value_traits<std::chrono::local_time<Duration>> {
    static_assert(detail::always_false<Duration>,
                  "lithe: a column keeps UTC; convert local_time with zone->to_sys() first");
};

}  // namespace lithe::inline v0
