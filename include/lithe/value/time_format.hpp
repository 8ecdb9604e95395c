#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Other stored forms of a `sys_time` field, for files that other programs wrote:
// `stored_as<&Post::at>(lithe::iso8601)`, `unix_seconds`, `julian_day`. What a form would lose is
// refused and never rounded away; texts and numbers are those of SQLite's own date functions.
// https://www.sqlite.org/lang_datefunc.html

#include <lithe/meta/type_name.hpp>
#include <lithe/value/chrono.hpp>

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

constexpr std::int64_t floor_quotient(std::int64_t value, std::int64_t divisor) {
    return value / divisor - (value % divisor < 0 ? 1 : 0);
}
constexpr std::int64_t floor_rest(std::int64_t value, std::int64_t divisor) {
    std::int64_t const rest = value % divisor;
    return rest < 0 ? rest + divisor : rest;
}

/// Seconds since 1970 and, above them, a count of 1/den seconds.
struct moment {
    std::int64_t seconds = 0;
    std::int64_t fraction = 0;
};

/// How many decimals say 1/den of a second exactly; -1 when no number of them does.
constexpr int decimals_of(std::int64_t den) {
    int places = 0;
    for (std::int64_t power = 1; places <= 18; ++places, power *= 10) {
        if (power % den == 0)
            return places;
        if (places == 18)
            break;
    }
    return -1;
}
constexpr std::int64_t power_of_ten(int places) {
    std::int64_t power = 1;
    for (int at = 0; at < places; ++at)
        power *= 10;
    return power;
}

/// Ticks of `Duration` as seconds and back, without a step that could overflow.
template <class Duration>
struct tick_scale {
    using rep = typename Duration::rep;
    static constexpr std::int64_t num = Duration::period::num;
    static constexpr std::int64_t den = Duration::period::den;
    static constexpr int places = decimals_of(den);
    static constexpr bool is_decimal =
        std::is_integral_v<rep> && (num == 1 || den == 1) && places >= 0;

    static constexpr moment split(std::int64_t ticks) {
        if constexpr (den == 1) {
            if (ticks > INT64_MAX / num || ticks < INT64_MIN / num)
                throw std::range_error("seconds in range");
            return {ticks * num, 0};
        } else {
            return {floor_quotient(ticks, den), floor_rest(ticks, den)};
        }
    }

    static constexpr rep join(moment when) {
        std::int64_t ticks = 0;
        if constexpr (den == 1) {
            if (when.fraction != 0 || when.seconds % num != 0)
                throw std::range_error("whole ticks");
            ticks = when.seconds / num;
        } else {
            std::int64_t const low = floor_quotient(INT64_MIN, den);
            std::int64_t const high = INT64_MAX / den;
            bool const fits =
                (when.seconds > low ||
                 (when.seconds == low && when.fraction >= floor_rest(INT64_MIN, den))) &&
                (when.seconds < high || (when.seconds == high && when.fraction <= INT64_MAX % den));
            if (!fits)
                throw std::range_error("ticks in range");
            // Towards zero first: the whole second below may be out of range where the sum is not.
            ticks = when.seconds < 0 ? (when.seconds + 1) * den + (when.fraction - den)
                                     : when.seconds * den + when.fraction;
        }
        if (!std::in_range<rep>(ticks))
            throw std::range_error("ticks in range");
        return static_cast<rep>(ticks);
    }
};

template <class Duration>
constexpr moment moment_of(std::chrono::sys_time<Duration> time) {
    return tick_scale<Duration>::split(
        value_traits<std::chrono::sys_time<Duration>>::to_storage(time));
}
template <class Duration>
constexpr std::chrono::sys_time<Duration> time_of(moment when) {
    return std::chrono::sys_time<Duration>(Duration(tick_scale<Duration>::join(when)));
}

template <class Duration>
concept decimal_ticks = tick_scale<Duration>::is_decimal;

inline constexpr std::int64_t day_seconds = 86400;

/// `YYYY-MM-DDTHH:MM:SS` with `places` decimals and a Z: texts of one width sort as times do.
constexpr short_text iso_text(moment when, int places, std::int64_t fraction) {
    std::int64_t const days = floor_quotient(when.seconds, day_seconds);
    if (days < -719528 || days > 2932896)
        throw std::range_error("the years 0000 to 9999");
    auto const second = static_cast<std::uint64_t>(floor_rest(when.seconds, day_seconds));
    short_text text(places > 0 ? static_cast<std::size_t>(places) + 21 : 20);
    char* const out = text.characters;
    put_date(out, std::chrono::sys_days(std::chrono::days(static_cast<int>(days))));
    out[10] = 'T';
    put_digits(out + 11, 2, second / 3600);
    out[13] = ':';
    put_digits(out + 14, 2, second / 60 % 60);
    out[16] = ':';
    put_digits(out + 17, 2, second % 60);
    if (places > 0) {
        out[19] = '.';
        put_digits(out + 20, places, static_cast<std::uint64_t>(fraction));
    }
    out[text.size - 1] = 'Z';
    return text;
}

/// What SQLite reads: a date, then after a T or a blank HH:MM, HH:MM:SS or HH:MM:SS.fraction, then
/// Z or the offset from UTC.
class iso_reader {
public:
    constexpr explicit iso_reader(std::string_view text) : text_(text) {}

    /// The fraction is counted in 10^-places seconds; more decimals must be zeros.
    constexpr moment read(int places) {
        if (text_.size() < 10)
            fail();
        std::chrono::sys_days const day = date_from(text_.substr(0, 10));
        at_ = 10;
        std::int64_t seconds = day.time_since_epoch().count() * day_seconds;
        std::int64_t fraction = 0;
        if (at_ < text_.size() && (text_[at_] == 'T' || text_[at_] == ' ')) {
            ++at_;
            seconds += hour_and_minute();
            if (take(':')) {
                seconds += number(59);
                if (take('.'))
                    fraction = decimals(places);
            }
            seconds -= offset();
        }
        if (at_ != text_.size())
            fail();
        return {seconds, fraction};
    }

private:
    [[noreturn]] static void fail() { throw std::range_error("YYYY-MM-DDTHH:MM:SSZ"); }

    constexpr bool take(char wanted) {
        bool const found = at_ < text_.size() && text_[at_] == wanted;
        if (found)
            ++at_;
        return found;
    }
    constexpr std::int64_t number(int most) {
        int const value = read_digits(text_, at_, 2);
        if (value < 0 || value > most)
            fail();
        at_ += 2;
        return value;
    }
    constexpr std::int64_t hour_and_minute() {
        std::int64_t const hour = number(23);
        if (!take(':'))
            fail();
        return hour * 3600 + number(59) * 60;
    }
    constexpr std::int64_t decimals(int places) {
        std::int64_t value = 0;
        int count = 0;
        for (; at_ < text_.size() && is_digit(text_[at_]); ++at_, ++count) {
            if (count < places) {
                value = value * 10 + (text_[at_] - '0');
            } else if (text_[at_] != '0') {
                throw std::range_error("no more decimals than the field has");
            }
        }
        if (count == 0)
            fail();
        for (; count < places; ++count)
            value *= 10;
        return value;
    }
    constexpr std::int64_t offset() {
        if (take('Z'))
            return 0;
        bool const east = take('+');
        if (!east && !take('-'))
            return 0;
        std::int64_t const distance = hour_and_minute();
        return east ? distance : -distance;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

// Milliseconds from noon of 24 November -4713 to 1970, and to the end of the year 9999.
inline constexpr std::int64_t julian_epoch = 210866760000000;
inline constexpr std::int64_t julian_last = 464269060799999;

}  // namespace detail

/// TEXT `YYYY-MM-DDTHH:MM:SS.fffZ`, as many decimals as the field's ticks have, the years 0000 to
/// 9999. Reads what SQLite reads: a blank for the T, no seconds, no Z, an offset, a date alone.
struct iso8601_t {
    template <class Value>
    struct traits {};
    template <detail::decimal_ticks Duration>
    struct traits<std::chrono::sys_time<Duration>> {
        using storage = std::string;
        using scale = detail::tick_scale<Duration>;
        static constexpr std::string_view description = "time (TEXT YYYY-MM-DDTHH:MM:SSZ)";
        static constexpr std::int64_t unit = detail::power_of_ten(scale::places) / scale::den;
        static constexpr detail::short_text to_storage(std::chrono::sys_time<Duration> time) {
            detail::moment const when = detail::moment_of(time);
            return detail::iso_text(when, scale::places, when.fraction * unit);
        }
        static constexpr std::chrono::sys_time<Duration> from_storage(std::string_view text) {
            detail::moment when = detail::iso_reader(text).read(scale::places);
            if (when.fraction % unit != 0)
                throw std::range_error("whole ticks");
            when.fraction /= unit;
            return detail::time_of<Duration>(when);
        }
    };
};
inline constexpr iso8601_t iso8601{};

/// INTEGER seconds since 1970-01-01 UTC. A time between two seconds is refused.
struct unix_seconds_t {
    template <class Value>
    struct traits {};
    template <detail::decimal_ticks Duration>
    struct traits<std::chrono::sys_time<Duration>> {
        using storage = std::int64_t;
        static constexpr std::string_view description = "time (INTEGER seconds)";
        static constexpr storage to_storage(std::chrono::sys_time<Duration> time) {
            detail::moment const when = detail::moment_of(time);
            if (when.fraction != 0)
                throw std::range_error("whole seconds");
            return when.seconds;
        }
        static constexpr std::chrono::sys_time<Duration> from_storage(storage seconds) {
            return detail::time_of<Duration>({seconds, 0});
        }
    };
};
inline constexpr unix_seconds_t unix_seconds{};

/// REAL days since noon of 24 November -4713, as julianday() gives them. SQLite counts
/// milliseconds; a time between two of them is refused.
struct julian_day_t {
    template <class Value>
    struct traits {};
    template <detail::decimal_ticks Duration>
    struct traits<std::chrono::sys_time<Duration>> {
        using storage = double;
        using scale = detail::tick_scale<Duration>;
        static constexpr std::string_view description = "time (REAL Julian day)";
        static constexpr storage to_storage(std::chrono::sys_time<Duration> time) {
            detail::moment const when = detail::moment_of(time);
            if (when.seconds < -detail::julian_epoch / 1000 ||
                when.seconds > (detail::julian_last - detail::julian_epoch) / 1000)
                throw std::range_error("the years -4713 to 9999");
            std::int64_t thousandths = 0;
            if constexpr (scale::den % 1000 == 0) {
                constexpr std::int64_t unit = scale::den / 1000;
                if (when.fraction % unit != 0)
                    throw std::range_error("whole milliseconds");
                thousandths = when.fraction / unit;
            } else {
                // No overflow: den divides 10^18 and not by 1000, so it is at most 4 · 5^18.
                std::int64_t const product = when.fraction * 1000;
                if (product % scale::den != 0)
                    throw std::range_error("whole milliseconds");
                thousandths = product / scale::den;
            }
            std::int64_t const count = when.seconds * 1000 + thousandths + detail::julian_epoch;
            return static_cast<double>(count) / 86400000.0;
        }
        static constexpr std::chrono::sys_time<Duration> from_storage(storage days) {
            if (!(days >= 0 && days < 5373484.5))
                throw std::range_error("the years -4713 to 9999");
            // The nearest millisecond, as SQLite takes it.
            // NOLINTNEXTLINE(bugprone-incorrect-roundings)
            auto const whole = static_cast<std::int64_t>(days * 86400000.0 + 0.5);
            if (whole > detail::julian_last)
                throw std::range_error("the years -4713 to 9999");
            std::int64_t const count = whole - detail::julian_epoch;
            std::int64_t const thousandths = detail::floor_rest(count, 1000);
            if constexpr (scale::den % 1000 == 0) {
                return detail::time_of<Duration>(
                    {detail::floor_quotient(count, 1000), thousandths * (scale::den / 1000)});
            } else {
                std::int64_t const product = thousandths * scale::den;
                if (product % 1000 != 0)
                    throw std::range_error("whole ticks");
                return detail::time_of<Duration>(
                    {detail::floor_quotient(count, 1000), product / 1000});
            }
        }
    };
};
inline constexpr julian_day_t julian_day{};

}  // namespace lithe::inline v0
