// SPDX-License-Identifier: BSL-1.0
//
// Integers, enums and floating point come back bit for bit.
#include "support/round_trip.hpp"

namespace {

using lithe_test::any_integer, lithe_test::check_round_trip;

enum class plain_enum {};
enum class small_enum : std::int8_t {};
enum class large_enum : std::uint64_t {};

template <class Real, class Bits>
Real any_real() {
    using limits = std::numeric_limits<Real>;
    Bits const bits = *rc::gen::arbitrary<Bits>();
    Real any{};
    std::memcpy(&any, &bits, sizeof any);
    if (any != any)
        any = Real{0};
    Real const choices[] = {-Real{0},
                            limits::denorm_min(),
                            -limits::denorm_min(),
                            (limits::min)() / 2,
                            (limits::max)(),
                            limits::lowest(),
                            limits::infinity(),
                            -limits::infinity(),
                            Real(0.1),
                            any,
                            any,
                            any,
                            any};
    return choices[*rc::gen::inRange<std::size_t>(0, std::size(choices))];
}

}  // namespace

TEST_CASE("integers of all widths come back") {
    check_round_trip<std::int8_t>("int8", any_integer<std::int8_t>);
    check_round_trip<std::uint8_t>("uint8", any_integer<std::uint8_t>);
    check_round_trip<std::int16_t>("int16", any_integer<std::int16_t>);
    check_round_trip<std::uint32_t>("uint32", any_integer<std::uint32_t>);
    check_round_trip<std::int64_t>("int64", any_integer<std::int64_t>);
    check_round_trip<std::uint64_t>("uint64", any_integer<std::uint64_t>);
    check_round_trip<bool>("bool", [] { return *rc::gen::arbitrary<bool>(); });
}

TEST_CASE("enums of signed and unsigned numbers come back") {
    check_round_trip<plain_enum>("int", [] { return static_cast<plain_enum>(any_integer<int>()); });
    check_round_trip<small_enum>(
        "int8", [] { return static_cast<small_enum>(any_integer<std::int8_t>()); });
    check_round_trip<large_enum>(
        "uint64", [] { return static_cast<large_enum>(any_integer<std::uint64_t>()); });
}

TEST_CASE("floating point comes back bit for bit") {
    check_round_trip<float>("float", any_real<float, std::uint32_t>);
    check_round_trip<double>("double", any_real<double, std::uint64_t>);
}
