// SPDX-License-Identifier: BSL-1.0
//
// Ids, enums by name and UUIDs come back as they were.
#include "support/round_trip.hpp"

#include <cstddef>

namespace {

using lithe_test::any_integer, lithe_test::check_round_trip;

enum class season : short { spring = -1, summer = 7, autumn, winter = 300 };

}  // namespace

template <>
struct lithe::value_traits<season> : lithe::enum_text<season> {
    static constexpr lithe::enum_name<season> names[] = {{season::spring, "spring"},
                                                         {season::summer, "summer"},
                                                         {season::autumn, ""},
                                                         {season::winter, "l'hiver"}};
};

TEST_CASE("ids come back") {
    check_round_trip<lithe::id<season>>(
        "id", [] { return lithe::id<season>(any_integer<std::int64_t>()); });
}

TEST_CASE("enums come back by their names") {
    check_round_trip<season>("enum", [] {
        return *rc::gen::element(season::spring, season::summer, season::autumn, season::winter);
    });
}

TEST_CASE("UUIDs come back, and their texts are read as they are written") {
    check_round_trip<lithe::uuid>("uuid", [] {
        lithe::uuid made;
        for (std::byte& byte : made.bytes)
            byte = static_cast<std::byte>(*rc::gen::arbitrary<std::uint8_t>());
        RC_ASSERT(lithe::uuid::parse(made.format()) == made);
        return made;
    });
}
