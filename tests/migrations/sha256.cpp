// SPDX-License-Identifier: BSL-1.0
#include <lithe/migrations/sha256.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

constexpr auto hex(std::string_view bytes) {
    lithe::migrations::detail::sha256 state;
    state.add(bytes);
    return state.hex();
}
std::string text(std::string_view bytes) {
    auto const letters = hex(bytes);
    return {letters.data(), letters.size()};
}
static_assert(hex("abc")[0] == 'b' && hex("abc")[63] == 'd');

}  // namespace

TEST_CASE("SHA-256 of the standard's examples") {
    REQUIRE(text("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    REQUIRE(text("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    REQUIRE(text("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    REQUIRE(text(std::string(1'000'000, 'a')) ==
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    REQUIRE(text(std::string(55, 'x')) != text(std::string(56, 'x')));
}
