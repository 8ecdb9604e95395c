#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A table whose collation throws, for a plugin that uses the connection of its program.

#include <lithe/sqlite.hpp>

#include <stdexcept>
#include <string>
#include <string_view>

namespace lithe_test {

inline constexpr lithe::named_collation<"compared"> compared_order{};

struct compared {
    std::int64_t id = 0;
    std::string key{};
    int number = 0;
    static constexpr auto schema() {
        return lithe::table("compared", lithe::primary_key<&compared::id>,
                            lithe::collate<&compared::key>(compared_order));
    }
};

inline lithe::connection compared_connection() {
    lithe::connection c{":memory:"};
    c.create_collation(compared_order, [](std::string_view left, std::string_view right) {
        if (left == "x" || right == "x")
            throw std::runtime_error("not x");
        return left.compare(right);
    });
    c.create_tables<compared>();
    c.insert(compared{0, "a", 1});
    return c;
}

}  // namespace lithe_test
