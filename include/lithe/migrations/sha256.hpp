#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// SHA-256, in constant expressions too: the digest of a frozen migration is compared while the
// program compiles. Source: https://csrc.nist.gov/pubs/fips/180-4/upd1/final

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lithe::inline v0::migrations::detail {

/// Takes bytes as they come; `hex()` ends it.
class sha256 {
public:
    constexpr void add(char byte) {
        block_[filled_++] = static_cast<unsigned char>(byte);
        ++length_;
        if (filled_ == 64)
            compress();
    }
    constexpr void add(std::string_view bytes) {
        for (char const byte : bytes)
            add(byte);
    }
    /// Least byte first.
    constexpr void add_number(std::uint64_t number, int bytes = 8) {
        for (int at = 0; at < bytes; ++at)
            add(static_cast<char>(static_cast<unsigned char>(number >> (8 * at))));
    }

    /// 64 digits. Nothing may be added afterwards.
    [[nodiscard]] constexpr std::array<char, 64> hex() {
        std::uint64_t const bits = length_ * 8;
        add(static_cast<char>(static_cast<unsigned char>(0x80)));
        while (filled_ != 56)
            add('\0');
        for (int at = 56; at >= 0; at -= 8)
            add(static_cast<char>(static_cast<unsigned char>(bits >> at)));
        std::array<char, 64> text{};
        for (std::size_t at = 0; at < 64; ++at)
            text[at] = "0123456789abcdef"[state_[at / 8] >> (28 - 4 * (at % 8)) & 15U];
        return text;
    }

private:
    static constexpr std::uint32_t rounds[64] = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
        0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
        0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
        0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
        0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
        0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
        0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
        0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
        0xc67178f2};

    static constexpr std::uint32_t turned(std::uint32_t word, int bits) {
        return word >> bits | word << (32 - bits);
    }

    constexpr void compress() {
        std::uint32_t words[64]{};
        for (std::size_t at = 0; at < 16; ++at)
            words[at] = std::uint32_t{block_[4 * at]} << 24 |
                        std::uint32_t{block_[4 * at + 1]} << 16 |
                        std::uint32_t{block_[4 * at + 2]} << 8 | std::uint32_t{block_[4 * at + 3]};
        for (std::size_t at = 16; at < 64; ++at) {
            std::uint32_t const left = words[at - 15];
            std::uint32_t const right = words[at - 2];
            words[at] = words[at - 16] + words[at - 7] +
                        (turned(left, 7) ^ turned(left, 18) ^ left >> 3) +
                        (turned(right, 17) ^ turned(right, 19) ^ right >> 10);
        }
        std::uint32_t now[8]{};
        for (std::size_t at = 0; at < 8; ++at)
            now[at] = state_[at];
        for (std::size_t at = 0; at < 64; ++at) {
            std::uint32_t const first =
                now[7] + (turned(now[4], 6) ^ turned(now[4], 11) ^ turned(now[4], 25)) +
                ((now[4] & now[5]) ^ (~now[4] & now[6])) + rounds[at] + words[at];
            std::uint32_t const second =
                (turned(now[0], 2) ^ turned(now[0], 13) ^ turned(now[0], 22)) +
                ((now[0] & now[1]) ^ (now[0] & now[2]) ^ (now[1] & now[2]));
            for (std::size_t move = 7; move > 0; --move)
                now[move] = now[move - 1];
            now[4] += first;
            now[0] = first + second;
        }
        for (std::size_t at = 0; at < 8; ++at)
            state_[at] += now[at];
        filled_ = 0;
    }

    std::uint32_t state_[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                               0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    unsigned char block_[64]{};
    std::size_t filled_ = 0;
    std::uint64_t length_ = 0;
};

}  // namespace lithe::inline v0::migrations::detail
