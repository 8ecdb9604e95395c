#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Two tables that the tests of typed statements share: authors and their books.

#include <lithe/sqlite.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace lithe_test {

using lithe::col;

struct author {
    std::int64_t id = 0;
    std::string name{};
    std::optional<std::string> email{};
    std::int32_t age = 0;

    static constexpr auto schema() {
        return lithe::table("authors", lithe::primary_key<&author::id>,
                            lithe::unique<&author::email>, lithe::check(col<&author::age> >= 0));
    }
    friend bool operator==(author const&, author const&) = default;
};

struct book {
    std::int64_t id = 0;
    std::int64_t author_id = 0;
    std::string title{};
    double price = 0;

    static constexpr auto schema() {
        return lithe::table("books", lithe::primary_key<&book::id>,
                            lithe::foreign_key<&book::author_id>.references<&author::id>());
    }
    friend bool operator==(book const&, book const&) = default;
};

/// A connection in memory with both tables.
inline lithe::connection library(lithe::open_options const& options = {}) {
    lithe::connection c(":memory:", options);
    c.create_tables<author, book>();
    return c;
}

}  // namespace lithe_test
