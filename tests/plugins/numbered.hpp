#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Plugins of one layout and with other statements: loaded one after the other, each finds its texts
// where those of another were. Nothing is hidden, so that what the program exports takes the place
// of what is here.

#include <lithe/sqlite.hpp>

#include "../support/library.hpp"

#include <cstdint>
#include <utility>

namespace lithe_test {

template <int Number>
int ask_for(lithe::connection& c) {
    auto const found = c.fetch_all(lithe::from<author>()
                                       .where(col<&author::id> == lithe::literal<Number>)
                                       .select(col<&author::id>));
    return found.size() == 1 && found[0] == Number ? 0 : 1;
}

/// How many of the statements `First`, `First` + 1, ... gave another author; 100 for an exception.
template <int First, int... Numbers>
int ask_for_each(lithe::connection& c, std::integer_sequence<int, Numbers...>) noexcept {
    try {
        return (0 + ... + ask_for<First + Numbers>(c));
    } catch (...) {
        return 100;
    }
}

}  // namespace lithe_test
