#pragma once
// SPDX-License-Identifier: BSL-1.0

// The statements that both translation units of this program use.

#include <lithe/lithe.hpp>

#include <cstdint>
#include <string>

struct guest {
    std::int64_t id = 0;
    std::string name{};
    int age = 0;

    static constexpr auto schema() {
        return lithe::table("guests", lithe::primary_key<&guest::id>,
                            lithe::check(lithe::col<&guest::age> >= 0));
    }
};

inline auto adults() {
    return lithe::from<guest>()
        .where(lithe::col<&guest::age> >= 18)
        .order_by(lithe::col<&guest::name>);
}

std::int64_t count_adults(lithe::connection& connection);
