#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The one sink that every node writes its SQL to. It is not a template: a statement's text is made
// in two constexpr passes over the same functions, the first counts, the second fills an array of
// exactly that size (1.6 to 7 times cheaper to compile than joining strings at each node).

#include <lithe/meta/type_name.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lithe::inline v0 {
namespace detail {

/// Values as literals, one behind the other, in the order of their placeholders.
struct literal_texts {
    char const* text;
    std::size_t const* ends;
    std::size_t at = 0;

    constexpr std::string_view next() {
        std::size_t const begin = at == 0 ? 0 : ends[at - 1];
        std::size_t const end = ends[at++];
        return {text + begin, end - begin};
    }
};

}  // namespace detail

/// The SQL language that a writer produces. SQLite is the first; nodes ask it for what differs.
enum class dialect : unsigned char { sqlite };

namespace detail {
struct with_list;
}

/// Counts or writes SQL text; knows quoting, literals and placeholders of its dialect.
class sql_writer {
public:
    constexpr sql_writer() = default;
    constexpr explicit sql_writer(char* out) : out_(out) {}

    [[nodiscard]] constexpr std::size_t size() const { return size_; }
    [[nodiscard]] constexpr int parameters() const { return parameters_; }
    /// How many choices the text has.
    [[nodiscard]] constexpr std::size_t choice_count() const { return choice_count_; }
    [[nodiscard]] static constexpr dialect language() { return dialect::sqlite; }

    /// With several tables in a statement columns are written with their table's name.
    bool qualified = false;
    /// In a subquery always: a name that its own table lacks must not be found in one around it.
    bool nested = false;
    /// RETURNING gives its rows to the collector of the connection (sqlite/run.hpp).
    bool returns_to_collector = false;
    /// Where set, nothing but what the text needs in WITH is wanted.
    detail::with_list* with = nullptr;
    /// What the next choices of the text are (when, choose); null for the first of each.
    unsigned char const* choices = nullptr;

    /// In CREATE VIEW and CREATE TRIGGER values stand in the text; else null.
    detail::literal_texts* literals = nullptr;

    constexpr void skip_choices(std::size_t count) {
        choice_count_ += count;
        if (choices != nullptr)
            choices += count;
    }

    constexpr void put(char letter) {
        if (out_ != nullptr)
            out_[size_] = letter;
        ++size_;
    }

    constexpr void text(std::string_view words) {
        for (char const letter : words)
            put(letter);
    }

    /// A quoted name. A quote in it is doubled, so that any name is safe.
    constexpr void identifier(std::string_view name) {
        put('"');
        for (char const letter : name) {
            if (letter == '"')
                put('"');
            put(letter);
        }
        put('"');
    }

    constexpr void string_literal(std::string_view value) {
        for (char const letter : value) {
            if (letter == '\0')
                return text_with_nul(value);
        }
        put('\'');
        for (char const letter : value) {
            if (letter == '\'')
                put('\'');
            put(letter);
        }
        put('\'');
    }

    constexpr void integer_literal(std::int64_t value) {
        if (value < 0)
            put('-');
        digits(value < 0 ? ~static_cast<std::uint64_t>(value) + 1
                         : static_cast<std::uint64_t>(value));
    }

    /// Writes `value` so that SQLite reads back the same bits: the short decimal where that is
    /// exact, else a product of exact factors, since SQLite's own decimal reader may round.
    constexpr void real_literal(double value) {
        bool const negative = (std::bit_cast<std::uint64_t>(value) >> 63U) != 0;
        double const magnitude = negative ? -value : value;
        if (magnitude > 1.7976931348623157e308)
            return text(negative ? "-9e999" : "9e999");
        double scaled = magnitude;
        double power = 1;
        for (int places = 0; places <= 15; ++places) {
            if (scaled < 9007199254740992.0 && is_whole(scaled) &&
                is_surely(scaled, power, magnitude)) {
                if (negative)
                    put('-');
                return decimal(static_cast<std::uint64_t>(scaled), places);
            }
            power *= 10;
            if (magnitude >= 9007199254740992.0 / power)
                break;
            scaled = magnitude * power;
        }
        factors(magnitude, negative);
    }

    template <class Bytes>
    constexpr void blob_literal(Bytes const& content) {
        text("X'");
        for (auto const byte : content)
            hex(static_cast<unsigned char>(byte));
        put('\'');
    }

    /// The next placeholder: `?1`, `?2`, … Values are bound in the order of these calls.
    constexpr void parameter() {
        if (literals != nullptr)
            return text(literals->next());
        ++parameters_;
        put('?');
        digits(static_cast<std::uint64_t>(parameters_));
    }

private:
    constexpr void digits(std::uint64_t value) {
        char reversed[20]{};
        int count = 0;
        do {
            reversed[count++] = static_cast<char>('0' + value % 10);
            value /= 10;
        } while (value != 0);
        while (count > 0)
            put(reversed[--count]);
    }

    constexpr void hex(unsigned char byte) {
        constexpr std::string_view symbols = "0123456789ABCDEF";
        put(symbols[byte >> 4U]);
        put(symbols[byte & 15U]);
    }

    // SQLite's string literals cannot hold a NUL character.
    constexpr void text_with_nul(std::string_view value) {
        text("CAST(");
        blob_literal(value);
        text(" AS TEXT)");
    }

    static constexpr bool is_whole(double value) {
        return static_cast<double>(static_cast<std::uint64_t>(value)) == value;
    }

    // SQLite divides in long double or in two doubles and then rounds a second time: only a
    // quotient that is not near the middle of two doubles is the same everywhere (1 in 4000 was
    // not).
    static constexpr bool is_surely(double scaled, double power, double quotient) {
        if (scaled / power != quotient)
            return false;
        if (scaled == 0)
            return true;
        // quotient * power as the sum of two doubles, exactly (Dekker).
        double const product = quotient * power;
        double const first = quotient * 134217729.0 - (quotient * 134217729.0 - quotient);
        double const second = power * 134217729.0 - (power * 134217729.0 - power);
        double const first_rest = quotient - first;
        double const second_rest = power - second;
        double const low =
            ((first * second - product) + first * second_rest + first_rest * second) +
            first_rest * second_rest;
        double const rest = (scaled - product) - low;
        std::uint64_t const bits = std::bit_cast<std::uint64_t>(quotient);
        double const gap = quotient - std::bit_cast<double>(bits - 1);
        double const most = gap * power * 0.499;
        return rest < most && -rest < most;
    }

    constexpr void decimal(std::uint64_t scaled, int places) {
        std::uint64_t divisor = 1;
        for (int place = 0; place < places; ++place)
            divisor *= 10;
        digits(scaled / divisor);
        put('.');
        if (places == 0)
            put('0');
        for (std::uint64_t rest = scaled % divisor; divisor > 1; rest %= divisor) {
            divisor /= 10;
            put(static_cast<char>('0' + rest / divisor));
        }
    }

    constexpr void factors(double magnitude, bool negative) {
        int up = 0;
        int down = 0;
        double mantissa = magnitude;
        constexpr double step = 1073741824.0;  // 2^30: every product on the way is exact
        while (mantissa >= 9007199254740992.0) {
            mantissa /= step;
            ++up;
        }
        while (!is_whole(mantissa)) {
            mantissa *= step;
            if (mantissa >= 9007199254740992.0) {  // 23 bits of room were left: take smaller steps
                mantissa /= step;
                break;
            }
            ++down;
        }
        int halves = 0;
        while (!is_whole(mantissa)) {
            mantissa *= 2;
            ++halves;
        }
        put('(');
        if (negative)
            put('-');
        decimal(static_cast<std::uint64_t>(mantissa), 0);
        // Halved first: the product of all the others may be more than the greatest double.
        if (halves > 0) {
            put('/');
            decimal(std::uint64_t{1} << static_cast<unsigned>(halves), 0);
        }
        for (int at = 0; at < up; ++at)
            text("*1073741824.0");
        for (int at = 0; at < down; ++at)
            text("/1073741824.0");
        put(')');
    }

    char* out_ = nullptr;
    std::size_t size_ = 0;
    std::size_t choice_count_ = 0;
    int parameters_ = 0;
};

namespace detail {

/// Writes `, ` between the elements of a list.
struct comma {
    sql_writer& out;
    bool first = true;
    constexpr void operator()() {
        if (!first)
            out.text(", ");
        first = false;
    }
};

}  // namespace detail
}  // namespace lithe::inline v0
