#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// UUIDs: a BLOB of 16 bytes, or TEXT of 36 characters for files that others read, by
// `stored_as<&T::key>(lithe::uuid_text)`. Both forms sort alike. New ones are made by
// sqlite/new_uuid.hpp. https://www.rfc-editor.org/rfc/rfc9562

#include <lithe/value/value_traits.hpp>

#include <array>
#include <compare>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

namespace lithe::inline v0 {

/// 16 bytes in the order in which they are written; by default the nil UUID, all zeros.
struct uuid {
    std::array<std::byte, 16> bytes{};

    /// Reads `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`, hexadecimal digits of either case.
    /// Returns: nothing for any other text.
    template <class Uuid = uuid>  // a template, because every program would pay for the optional
    static constexpr std::optional<Uuid> parse(std::string_view text) {
        if (text.size() != 36)
            return std::nullopt;
        Uuid read;
        std::size_t at = 0;
        for (std::byte& byte : read.bytes) {
            if (at == 8 || at == 13 || at == 18 || at == 23)
                if (text[at++] != '-')
                    return std::nullopt;
            int const high = digit(text[at++]);
            int const low = digit(text[at++]);
            if (high < 0 || low < 0)
                return std::nullopt;
            byte = static_cast<std::byte>(high * 16 + low);
        }
        return read;
    }

    /// The 36 characters that parse() reads, in lower case.
    struct characters {
        char text[36]{};
        constexpr operator std::string_view() const { return {text, sizeof text}; }
        operator std::string() const { return std::string(text, sizeof text); }
    };
    [[nodiscard]] constexpr characters format() const {
        constexpr std::string_view digits = "0123456789abcdef";
        characters out;
        std::size_t at = 0;
        for (std::byte const byte : bytes) {
            if (at == 8 || at == 13 || at == 18 || at == 23)
                out.text[at++] = '-';
            out.text[at++] = digits[static_cast<std::size_t>(byte) >> 4U];
            out.text[at++] = digits[static_cast<std::size_t>(byte) & 15U];
        }
        return out;
    }
    [[nodiscard]] std::string to_string() const { return format(); }

    friend constexpr bool operator==(uuid const& left, uuid const& right) {
        return difference(left, right) == 0;
    }
    friend constexpr std::strong_ordering operator<=>(uuid const& left, uuid const& right) {
        return difference(left, right) <=> 0;
    }

private:
    // Of ints: comparing std::byte asks for every operator of the standard library.
    static constexpr int difference(uuid const& left, uuid const& right) {
        int found = 0;
        for (std::size_t at = 0; at < 16 && found == 0; ++at)
            found = static_cast<int>(left.bytes[at]) - static_cast<int>(right.bytes[at]);
        return found;
    }
    static constexpr int digit(char letter) {
        return letter >= '0' && letter <= '9'   ? letter - '0'
               : letter >= 'a' && letter <= 'f' ? letter - 'a' + 10
               : letter >= 'A' && letter <= 'F' ? letter - 'A' + 10
                                                : -1;
    }
};

template <>
struct value_traits<uuid> {
    using storage = std::array<std::byte, 16>;
    static constexpr std::string_view description = "uuid (BLOB of 16 bytes)";
    static constexpr storage const& to_storage(uuid const& value) { return value.bytes; }
    static constexpr uuid from_storage(storage const& stored) { return {stored}; }
};

/// The form of a column that keeps a uuid as TEXT.
struct uuid_text_t {
    template <class Value>
    struct traits {};
    template <class Value>
        requires std::is_same_v<Value, uuid>
    struct traits<Value> {
        using storage = std::string;
        static constexpr std::string_view description = "uuid (TEXT of 36 characters)";
        static constexpr uuid::characters to_storage(uuid const& value) { return value.format(); }
        static constexpr uuid from_storage(std::string_view text) {
            std::optional<Value> const read = Value::parse(text);
            if (!read)
                throw std::range_error("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");
            return *read;
        }
    };
};
/// `stored_as<&T::key>(lithe::uuid_text)`
inline constexpr uuid_text_t uuid_text{};

}  // namespace lithe::inline v0

template <>
struct std::hash<lithe::uuid> {
    std::size_t operator()(lithe::uuid const& value) const noexcept {
        std::string_view const shown(reinterpret_cast<char const*>(value.bytes.data()),
                                     sizeof value);
        return std::hash<std::string_view>()(shown);
    }
};
