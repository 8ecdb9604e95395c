#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A value that has no stored form, or a stored one that does not fit its field, before it is known
// which column it was: run.hpp makes a conversion_error with table and column of it.

#include <lithe/sqlite/result_code.hpp>

#include <string_view>

namespace lithe::inline v0::detail {

/// `found` is a constant and never the value itself.
struct value_fault {
    std::string_view expected;
    char const* found;
};

template <class Traits>
consteval std::string_view description_of_traits() {
    if constexpr (requires { Traits::description; }) {
        return Traits::description;
    } else {
        return "a value that its value_traits accept";
    }
}

constexpr char const* name_of_type(int type) {
    switch (type) {
        case SQLITE_INTEGER:
            return "INTEGER";
        case SQLITE_FLOAT:
            return "REAL";
        case SQLITE_TEXT:
            return "TEXT";
        case SQLITE_BLOB:
            return "BLOB";
        default:
            return "NULL";
    }
}

}  // namespace lithe::inline v0::detail
