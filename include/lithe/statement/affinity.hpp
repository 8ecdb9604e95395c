#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// What SQLite makes of the type that a column is declared with: any words are a type, and their
// letters decide. Source: https://www.sqlite.org/datatype3.html#determination_of_column_affinity

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lithe::inline v0::detail {

enum class affinity : std::uint8_t { integer, text, blob, real, numeric };

/// Whether `type` has `upper` in it, in any case.
constexpr bool has_letters(std::string_view type, std::string_view upper) {
    for (std::size_t begin = 0; begin + upper.size() <= type.size(); ++begin) {
        std::size_t at = 0;
        while (at < upper.size()) {
            char const letter = type[begin + at];
            bool const is_lower = letter >= 'a' && letter <= 'z';
            if ((is_lower ? static_cast<char>(letter - 'a' + 'A') : letter) != upper[at])
                break;
            ++at;
        }
        if (at == upper.size())
            return true;
    }
    return false;
}

/// In SQLite's order: CHARINT is an integer.
constexpr affinity affinity_of(std::string_view type) {
    if (has_letters(type, "INT"))
        return affinity::integer;
    if (has_letters(type, "CHAR") || has_letters(type, "CLOB") || has_letters(type, "TEXT"))
        return affinity::text;
    if (type.empty() || has_letters(type, "BLOB"))
        return affinity::blob;
    if (has_letters(type, "REAL") || has_letters(type, "FLOA") || has_letters(type, "DOUB"))
        return affinity::real;
    return affinity::numeric;
}

}  // namespace lithe::inline v0::detail
