// SPDX-License-Identifier: BSL-1.0
//
// Texts, blobs, times, dates and users' types come back as they were.
#include "support/round_trip.hpp"

#include <string>

namespace {

using lithe_test::any_integer, lithe_test::check_round_trip;

using namespace std::chrono;

struct money {
    std::int64_t cents = 0;
    friend bool operator==(money, money) = default;
};
/// A type whose stored form is TEXT and a view of its own characters.
struct tag {
    std::string text{};
    friend bool operator==(tag const&, tag const&) = default;
};

std::string any_text() {
    // Characters of one to four bytes, the NUL among them.
    static constexpr char32_t starts[] = {0,     1,     0x22,   0x27,    0x7F,    0x80,
                                          0x7FF, 0x800, 0xFFFD, 0x10000, 0x10FFFF};
    std::string text;
    for (auto const pick : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 40))) {
        char32_t const letter = pick < 11 ? starts[pick] : static_cast<char32_t>(pick * 7);
        auto const put = [&](char32_t byte) { text.push_back(static_cast<char>(byte)); };
        if (letter < 0x80) {
            put(letter);
        } else if (letter < 0x800) {
            put(0xC0U | (letter >> 6U));
            put(0x80U | (letter & 0x3FU));
        } else if (letter < 0x10000) {
            put(0xE0U | (letter >> 12U));
            put(0x80U | ((letter >> 6U) & 0x3FU));
            put(0x80U | (letter & 0x3FU));
        } else {
            put(0xF0U | (letter >> 18U));
            put(0x80U | ((letter >> 12U) & 0x3FU));
            put(0x80U | ((letter >> 6U) & 0x3FU));
            put(0x80U | (letter & 0x3FU));
        }
    }
    return text;
}

std::byte any_byte() {
    return static_cast<std::byte>(*rc::gen::arbitrary<std::uint8_t>());
}

year_month_day any_date() {
    // 0000-01-01 to 9999-12-31
    return sys_days(days(*rc::gen::oneOf(rc::gen::element(-719528, 2932896, 0, 59, -1),
                                         rc::gen::inRange(-719528, 2932896))));
}

}  // namespace

template <>
struct lithe::value_traits<money> {
    using storage = std::int64_t;
    static storage to_storage(money amount) { return amount.cents; }
    static money from_storage(storage cents) { return {cents}; }
};
template <>
struct lithe::value_traits<tag> {
    using storage = std::string;
    static std::string_view to_storage(tag const& given) { return given.text; }
    static tag from_storage(std::string_view text) { return {std::string(text)}; }
};

TEST_CASE("texts and blobs come back, empty ones as empty and not as NULL") {
    check_round_trip<std::string>("text", any_text);
    check_round_trip<lithe::bytes>("blob", [] {
        lithe::bytes blob(*rc::gen::inRange<std::size_t>(0, 40));
        for (std::byte& byte : blob)
            byte = any_byte();
        return blob;
    });
    check_round_trip<std::array<std::byte, 5>>("array", [] {
        std::array<std::byte, 5> array{};
        for (std::byte& byte : array)
            byte = any_byte();
        return array;
    });
    check_round_trip<std::array<std::byte, 0>>("empty array",
                                               [] { return std::array<std::byte, 0>{}; });
}

TEST_CASE("times and dates come back") {
    using short_seconds = duration<std::int32_t>;
    check_round_trip<sys_time<nanoseconds>>("nanoseconds", [] {
        return sys_time<nanoseconds>(nanoseconds(any_integer<std::int64_t>()));
    });
    check_round_trip<sys_seconds>("seconds",
                                  [] { return sys_seconds(seconds(any_integer<std::int64_t>())); });
    check_round_trip<sys_time<short_seconds>>("small", [] {
        return sys_time<short_seconds>(short_seconds(any_integer<std::int32_t>()));
    });
    check_round_trip<sys_days>("days", [] { return sys_days(days(any_integer<std::int32_t>())); });
    check_round_trip<year_month_day>("dates", any_date);
}

TEST_CASE("types of the user come back") {
    check_round_trip<money>("money", [] { return money{any_integer<std::int64_t>()}; });
    check_round_trip<tag>("tag", [] { return tag{any_text()}; });
}
