// SPDX-License-Identifier: BSL-1.0
//
// What the code blocks of the docs may use without saying so (check_snippets.py).
#pragma once

#include <lithe/lithe.hpp>

#include <array>
#include <chrono>
#include <iostream>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace snippets {

using namespace std::chrono_literals;
using lithe::asc, lithe::avg, lithe::col, lithe::count, lithe::desc, lithe::from, lithe::max,
    lithe::min, lithe::sum;

struct User {
    std::int64_t id = 0;
    std::string name{};
    std::optional<std::string> email{};
    int age = 0;

    static constexpr auto schema() {
        return lithe::table("users", lithe::primary_key<&User::id>, lithe::unique<&User::email>,
                            lithe::default_value<&User::age>(0),
                            lithe::check(col<&User::age> >= 0));
    }
};

struct Post {
    std::int64_t id = 0;
    std::int64_t author_id = 0;
    std::string title{};
    std::chrono::sys_time<std::chrono::milliseconds> created_at{};

    static constexpr auto schema() {
        return lithe::table(
            "posts", lithe::primary_key<&Post::id>,
            lithe::foreign_key<&Post::author_id>.references<&User::id>().on_delete(lithe::cascade),
            lithe::index<&Post::author_id, &Post::created_at>);
    }
};

}  // namespace snippets
