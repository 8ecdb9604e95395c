#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Where in the program a database was called: for the report of the oldest read and for hooks.
// std::source_location with its function is the same; this is there in every compiler and cheap.

namespace lithe::inline v0 {

/// A place in the source, filled in by the compiler where it is a default argument.
/// Lifetime: points to constants of the program.
struct call_site {
    char const* file = "";      ///< as the compiler was given it; empty if unknown
    char const* function = "";  ///< its bare name
    int line = 0;

    static constexpr call_site here(char const* file = __builtin_FILE(),
                                    char const* function = __builtin_FUNCTION(),
                                    int line = __builtin_LINE()) noexcept {
        return {file, function, line};
    }
};

}  // namespace lithe::inline v0
