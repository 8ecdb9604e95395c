// SPDX-License-Identifier: BSL-1.0
//
// Which structs have fields; tests/reject/reflect/ has each sentence.
#include <lithe/reflect/rules.hpp>

#include "support/catch.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace {

using namespace lithe::detail;

struct plain {
    std::int64_t id = 0;
    bool flag = false;
    std::optional<std::string> name{};
};
struct one_bit {
    std::int64_t id = 0;
    unsigned flag : 1 = 0;
};
struct only_bits {
    unsigned first : 3;
    unsigned second : 5;
};
struct bool_bit {
    std::string name{};
    bool flag : 1 = false;
    int after = 0;
};
struct empty {};

static_assert(reflectable<plain> && require_reflectable<plain>());
static_assert(!has_bit_field<plain>);
static_assert(has_bit_field<one_bit> && has_bit_field<only_bits> && has_bit_field<bool_bit>);
static_assert(!reflectable<one_bit> && !reflectable<only_bits> && !reflectable<bool_bit>);
static_assert(!reflectable<empty> && !reflectable<int>);

}  // namespace

TEST_CASE("a local struct can be reflected") {
    struct local {
        int first = 1;
    };
    CHECK(reflectable<local>);
}
